package io.parley.simulator.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** A parser of logs in JSON lines, for one log. */
final class JsonLog {

  private static final double MILLIS = 1_000;

  private final ObjectMapper json = new ObjectMapper();
  private final List<LogEntry> entries = new ArrayList<>();
  private long first = Long.MIN_VALUE;
  private long last;

  /**
   * Reads all lines.
   *
   * @throws IllegalArgumentException with the number of the first line that is not valid
   */
  JsonLog(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      try {
        entries.add(read(json.readTree(lines.get(i))));
      } catch (JsonProcessingException | IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "Line " + (i + 1) + " is not an entry of a log: " + e.getMessage(), e);
      }
    }
  }

  private LogEntry read(JsonNode line) {
    Duration at = at(line.path("at"));
    String user = text(line, "user");
    if (line.hasNonNull("text")) {
      return new LogEntry.Message(at, user, text(line, "text"));
    }
    return switch (text(line, "action")) {
      case "join" -> new LogEntry.Joined(at, user);
      case "leave" -> new LogEntry.Left(at, user);
      case "rename" -> new LogEntry.Renamed(at, user, text(line, "to"));
      default ->
          throw new IllegalArgumentException(
              "action '%s'; expected join, leave or rename".formatted(text(line, "action")));
    };
  }

  private static String text(JsonNode line, String field) {
    if (!line.path(field).isTextual()) {
      throw new IllegalArgumentException("it has no text in '" + field + "'");
    }
    return line.path(field).asText();
  }

  private Duration at(JsonNode at) {
    long millis;
    if (at.isNumber()) {
      millis = Math.round(at.asDouble() * MILLIS);
    } else {
      try {
        millis = Instant.parse(at.asText()).toEpochMilli();
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException(
            "'at' is '%s'; expected seconds, or a time such as 2026-01-31T12:00:00Z"
                .formatted(at.asText()),
            e);
      }
    }
    if (first == Long.MIN_VALUE) {
      first = millis;
    }
    last = Math.max(last, millis - first);
    return Duration.ofMillis(last);
  }

  List<LogEntry> entries() {
    return entries;
  }
}
