package io.parley.operations.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.schemas.topic.DeadLetterHeaders;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A record of the topic of dead letters.
 *
 * <p>Whatever lies in the topic is a dead letter, even a record that no job has written. So a
 * header that is missing or malformed leaves its part empty and fails nothing.
 *
 * @param record key and value are those of the original, unless they were cut
 * @param reason reason code, or "?"
 * @param job the job that gave up, or "?"
 * @param source where the original is; empty if the headers do not say
 * @param cut the lengths of the original, as the header has them; empty if no byte was cut off
 */
record DeadLetter(
    ConsumerRecord<byte[], byte[]> record,
    String reason,
    String job,
    Optional<SourcePosition> source,
    Optional<String> cut) {

  private static final String UNKNOWN = "?";

  static DeadLetter of(ConsumerRecord<byte[], byte[]> record) {
    return new DeadLetter(
        record,
        text(record, DeadLetterHeaders.REASON).orElse(UNKNOWN),
        text(record, DeadLetterHeaders.JOB).orElse(UNKNOWN),
        source(record),
        text(record, DeadLetterHeaders.TRUNCATED));
  }

  DeadLetterId id() {
    return new DeadLetterId(record.partition(), record.offset());
  }

  /** The value of the header that marks a replay of this dead letter. */
  String mark() {
    return new SourcePosition(record.topic(), record.partition(), record.offset()).toString();
  }

  /** When the job gave up. */
  Instant time() {
    return Instant.ofEpochMilli(record.timestamp());
  }

  /** The topic of the original as the brokers name it, or "?". */
  String sourceTopic() {
    return source.map(SourcePosition::topic).orElse(UNKNOWN);
  }

  private static Optional<SourcePosition> source(ConsumerRecord<byte[], byte[]> record) {
    Optional<String> topic = text(record, DeadLetterHeaders.SOURCE_TOPIC);
    Optional<String> partition = text(record, DeadLetterHeaders.SOURCE_PARTITION);
    Optional<String> offset = text(record, DeadLetterHeaders.SOURCE_OFFSET);
    if (topic.isEmpty() || partition.isEmpty() || offset.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new SourcePosition(
              topic.get(), Integer.parseInt(partition.get()), Long.parseLong(offset.get())));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The last header of a name, as text. */
  static Optional<String> text(ConsumerRecord<?, ?> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), UTF_8));
  }
}
