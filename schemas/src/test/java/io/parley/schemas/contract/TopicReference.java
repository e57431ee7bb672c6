package io.parley.schemas.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.TopicSpec;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** The section of the contract page with one heading per topic: facts, fields and an example. */
final class TopicReference {

  private static final String GATEWAYS = "gateways";

  private TopicReference() {}

  static String markdown(TopicCatalogue catalogue) {
    JsonNode notes = ContractResources.load("topic-notes");
    return catalogue.topics().stream()
        .map(topic -> section(topic, notesOf(topic, notes)))
        .collect(Collectors.joining("\n"));
  }

  private static JsonNode notesOf(TopicSpec topic, JsonNode notes) {
    if (!notes.has(topic.name())) {
      throw new IllegalStateException(
          "contract/topic-notes.yaml has no entry for %s: the contract page must say how to read it."
              .formatted(topic.name()));
    }
    return notes.get(topic.name());
  }

  private static String section(TopicSpec topic, JsonNode notes) {
    StringBuilder text = new StringBuilder();
    text.append("### ").append(topic.name()).append("\n\n").append(topic.doc()).append("\n\n");
    text.append("| property | value |\n|---|---|\n");
    row(text, "key", key(topic));
    row(text, "value", value(topic));
    row(text, "written by", String.join(", ", topic.writtenBy()));
    row(text, "read by", String.join(", ", topic.readBy()));
    row(text, "order", topic.ordering());
    row(text, "retention", retention(topic));
    row(text, "record timestamp", timestamp(topic));
    row(text, "compression", compression(topic));
    row(text, "partitions", Integer.toString(topic.partitions()));
    row(text, "largest record batch", grouped(topic.maxBytes()) + " bytes");
    row(text, "isolation", notes.path("isolation").asText());
    row(text, "headers", notes.path("headers").asText());
    topic.valueSchema().ifPresent(schema -> describe(text, topic, schema));
    return text.toString();
  }

  private static void describe(StringBuilder text, TopicSpec topic, Schema schema) {
    text.append("\n").append(schema.getDoc()).append("\n\n");
    text.append(TypeReference.fields(schema));
    text.append("\nExample:\n\n```json ").append(topic.name()).append("\n");
    text.append(ExampleRecords.pretty(ExampleRecords.of(schema))).append("\n```\n");
  }

  private static void row(StringBuilder text, String name, String value) {
    text.append("| ").append(name).append(" | ").append(value).append(" |\n");
  }

  private static String key(TopicSpec topic) {
    return topic.valueSchema().isEmpty()
        ? topic.key()
        : topic.key() + ", UTF-8; partitioned by Kafka's murmur2";
  }

  private static String value(TopicSpec topic) {
    return topic
        .valueSchema()
        .map(
            schema ->
                "`%s`, registered under the subject `%s`"
                    .formatted(schema.getName(), topic.subject()))
        .orElse("the original bytes");
  }

  private static String retention(TopicSpec topic) {
    return topic
        .retention()
        .map(TopicReference::words)
        .orElse("compacted: the last record of each key stays");
  }

  private static String words(Duration retention) {
    long hours = retention.toHours();
    if (!retention.equals(Duration.ofHours(hours))) {
      return retention.toString();
    }
    return hours % 24 == 0 && hours > 0 ? count(hours / 24, "day") : count(hours, "hour");
  }

  private static String count(long number, String unit) {
    return number == 1 ? "1 " + unit : number + " " + unit + "s";
  }

  private static String timestamp(TopicSpec topic) {
    return topic.timestamps() == TopicSpec.Timestamps.LOG_APPEND_TIME
        ? "LogAppendTime: the broker's clock"
        : "CreateTime: event time, set by the job";
  }

  private static String compression(TopicSpec topic) {
    return topic.writtenBy().contains(GATEWAYS)
        ? "the producer's choice; lz4 is recommended"
        : "lz4: the reader's client needs that codec";
  }

  private static String grouped(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
