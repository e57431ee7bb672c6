package io.parley.e2e.secure;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.e2e.cli.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The dead letters of a stack as {@code ./parley dead-letters list} counts them. */
final class DeadLetterCounts {

  private static final ObjectMapper JSON = new ObjectMapper();

  private DeadLetterCounts() {}

  /** How many there are with a reason, by the topic from which the refused record came. */
  static Map<String, Integer> bySource(Path directory, String reason) {
    String answer =
        Answer.ok(
            "dead-letters",
            "list",
            "--reason",
            reason,
            "-n",
            "10000",
            "--json",
            "--directory",
            directory.toString());
    Map<String, Integer> counts = new TreeMap<>();
    answer
        .lines()
        .map(DeadLetterCounts::source)
        .forEach(topic -> counts.merge(topic, 1, Integer::sum));
    return counts;
  }

  private static String source(String line) {
    try {
      return JSON.readTree(line).at("/source/topic").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
