package io.parley.e2e.secure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.e2e.cli.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The dead letters of a stack as {@code ./parley dead-letters list} counts them. */
final class DeadLetterCounts {

  private static final ObjectMapper JSON = new ObjectMapper();

  private DeadLetterCounts() {}

  /** How many there are with a reason, by the topic from which the refused record came. */
  static Map<String, Integer> bySource(Path directory, String reason) {
    Map<String, Integer> counts = new TreeMap<>();
    letters(directory, reason)
        .forEach(letter -> counts.merge(letter.at("/source/topic").asText(), 1, Integer::sum));
    return counts;
  }

  /** The keys of the records that were refused for a reason. */
  static Set<String> keys(Path directory, String reason) {
    return letters(directory, reason)
        .map(letter -> letter.get("key").asText())
        .collect(Collectors.toSet());
  }

  private static Stream<JsonNode> letters(Path directory, String reason) {
    return Answer.ok(
            "dead-letters",
            "list",
            "--reason",
            reason,
            "-n",
            "10000",
            "--json",
            "--directory",
            directory.toString())
        .lines()
        .map(DeadLetterCounts::read);
  }

  private static JsonNode read(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
