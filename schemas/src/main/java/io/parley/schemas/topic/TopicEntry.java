package io.parley.schemas.topic;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.topic.TopicSpec.Timestamps;
import io.parley.schemas.topic.TopicSpec.WhenLost;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/** A parser of one entry of the catalogue file. It adds every fault that it finds to a list. */
final class TopicEntry {

  private static final Set<String> KNOWN =
      Set.of(
          "name",
          "key",
          "value",
          "partitions",
          "cleanup",
          "retention",
          "timestamps",
          "max-bytes",
          "when-lost",
          "ordering",
          "written-by",
          "read-by",
          "doc");
  private static final Map<String, Timestamps> TIMESTAMPS =
      Map.of(
          "log-append-time", Timestamps.LOG_APPEND_TIME,
          "create-time", Timestamps.CREATE_TIME);
  private static final int MIN_MAX_BYTES = 64 * 1024;

  private final JsonNode entry;
  private final String label;
  private final List<String> faults;
  private final int faultsBefore;

  TopicEntry(JsonNode entry, int position, List<String> faults) {
    this.entry = entry;
    this.label = entry.path("name").asText("topic number " + position);
    this.faults = faults;
    this.faultsBefore = faults.size();
  }

  /** The topic, or empty if the entry has faults. */
  Optional<TopicSpec> toSpec() {
    unknownKeys();
    TopicSpec spec =
        new TopicSpec(
            name(),
            text("key"),
            valueSchema(),
            number("partitions", 1, Snowflake.MAX_SOURCE_PARTITION + 1),
            retention(),
            timestamps(),
            number("max-bytes", MIN_MAX_BYTES, Integer.MAX_VALUE),
            whenLost(),
            text("ordering"),
            texts("written-by"),
            texts("read-by"),
            text("doc"),
            false);
    return faults.size() == faultsBefore ? Optional.of(spec) : Optional.empty();
  }

  private WhenLost whenLost() {
    String given = entry.path("when-lost").asText("fail");
    if (!given.equals("fail") && !given.equals("skip")) {
      fault("when-lost '" + given + "'; expected fail or skip");
    }
    return given.equals("skip") ? WhenLost.SKIP : WhenLost.FAIL;
  }

  private void unknownKeys() {
    Set<String> unknown = new TreeSet<>();
    entry.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(KNOWN);
    unknown.forEach(key -> fault("unknown key '" + key + "'; known are " + new TreeSet<>(KNOWN)));
  }

  private String name() {
    String name = text("name");
    if (!name.isEmpty() && !name.matches("[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)+")) {
      fault("name is not of the form domain.topic in lower case, such as chat.events");
    }
    return name;
  }

  private Optional<Schema> valueSchema() {
    String value = text("value");
    if (value.isEmpty() || value.equals("bytes")) {
      return Optional.empty();
    }
    try {
      Class<?> type = Class.forName(value, false, TopicEntry.class.getClassLoader());
      return Optional.of(SpecificData.get().getSchema(type));
    } catch (ClassNotFoundException | RuntimeException e) {
      fault("value '" + value + "' is neither a record of this module nor 'bytes'");
      return Optional.empty();
    }
  }

  private Optional<Duration> retention() {
    String cleanup = text("cleanup");
    boolean given = entry.hasNonNull("retention");
    switch (cleanup) {
      case "compact" -> {
        if (given) {
          fault("retention is given although cleanup is compact: the last record of a key stays");
        }
        return Optional.empty();
      }
      case "delete" -> {
        return duration("retention");
      }
      default -> {
        if (!cleanup.isEmpty()) {
          fault("cleanup '" + cleanup + "' is neither delete nor compact");
        }
        return Optional.empty();
      }
    }
  }

  private Optional<Duration> duration(String key) {
    String text = text(key);
    try {
      Duration duration = Duration.parse(text);
      if (duration.compareTo(Duration.ofMinutes(1)) >= 0) {
        return Optional.of(duration);
      }
      fault(key + " '" + text + "' is less than a minute: readers would lose records");
    } catch (DateTimeParseException e) {
      if (!text.isEmpty()) {
        fault(key + " '" + text + "' is not an ISO-8601 duration such as P7D or PT12H");
      }
    }
    return Optional.empty();
  }

  private Timestamps timestamps() {
    String text = text("timestamps");
    Timestamps timestamps = TIMESTAMPS.get(text);
    if (timestamps == null && !text.isEmpty()) {
      fault("timestamps '" + text + "' is neither log-append-time nor create-time");
    }
    if (timestamps == Timestamps.CREATE_TIME && texts("written-by").contains("gateways")) {
      fault(
          "timestamps is create-time although gateways write it: input topics need"
              + " log-append-time, or a phone's clock would date messages");
    }
    return timestamps;
  }

  private int number(String key, int min, int max) {
    JsonNode node = entry.path(key);
    if (node.isInt() && node.intValue() >= min && node.intValue() <= max) {
      return node.intValue();
    }
    fault(key + " '" + node.asText() + "' is not a whole number from " + min + " to " + max);
    return 0;
  }

  private String text(String key) {
    JsonNode node = entry.path(key);
    if (node.isTextual() && !node.textValue().isBlank()) {
      return node.textValue();
    }
    missing(key, "a text");
    return "";
  }

  private List<String> texts(String key) {
    List<String> values = new ArrayList<>();
    entry.path(key).forEach(value -> values.add(value.asText()));
    if (values.isEmpty()) {
      missing(key, "a non-empty list");
    }
    return values;
  }

  private void missing(String key, String expected) {
    String fault = key + " is missing; expected " + expected;
    if (!faults.contains(label + ": " + fault)) {
      fault(fault);
    }
  }

  private void fault(String fault) {
    faults.add(label + ": " + fault);
  }
}
