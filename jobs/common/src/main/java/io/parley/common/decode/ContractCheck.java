package io.parley.common.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.common.deadletter.DeadLetterReason;
import io.parley.common.kafka.SourceRecord;
import io.parley.schemas.id.Identifiers;
import io.parley.schemas.topic.TopicSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * The check of the contract of a topic, whichever job reads it. The key is the one that the topic
 * catalogue names, the time is the broker's where the catalogue demands it, and all ids are valid
 * ({@link Identifiers}).
 */
final class ContractCheck<T extends SpecificRecord> implements RecordCheck<T> {

  private static final String SEPARATOR = String.valueOf(Identifiers.KEY_SEPARATOR);

  private final String topic;
  private final List<String> keyFields;
  private final boolean datedByBroker;

  ContractCheck(TopicSpec topic) {
    this.topic = topic.name();
    this.keyFields = List.of(topic.key().split(Pattern.quote(SEPARATOR)));
    this.datedByBroker = topic.timestamps() == TopicSpec.Timestamps.LOG_APPEND_TIME;
    Schema schema =
        topic
            .valueSchema()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "The values of %s have no schema: there is nothing to check."
                            .formatted(topic.name())));
    for (String field : keyFields) {
      if (schema.getField(field) == null) {
        throw new IllegalArgumentException(
            "The key of %s is '%s', but %s has no field '%s'."
                .formatted(topic.name(), topic.key(), schema.getName(), field));
      }
    }
  }

  @Override
  public Optional<String> topic() {
    return Optional.of(topic);
  }

  @Override
  public Optional<DeadLetterReason> refuse(SourceRecord source, T value) {
    if (source.key() == null) {
      return Optional.of(DeadLetterReason.MISSING_KEY);
    }
    if (!Arrays.equals(source.key(), key(value).getBytes(UTF_8))) {
      return Optional.of(DeadLetterReason.KEY_MISMATCH);
    }
    if (datedByBroker && !source.logAppendTime()) {
      return Optional.of(DeadLetterReason.NOT_LOG_APPEND_TIME);
    }
    return Identifiers.firstInvalid(value).map(field -> DeadLetterReason.INVALID_IDENTIFIER);
  }

  private String key(T value) {
    if (keyFields.size() == 1) {
      return field(value, keyFields.get(0));
    }
    return keyFields.stream()
        .map(name -> field(value, name))
        .collect(Collectors.joining(SEPARATOR));
  }

  private static String field(SpecificRecord value, String name) {
    return String.valueOf(value.get(value.getSchema().getField(name).pos()));
  }
}
