package io.parley.operations.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.schemas.topic.DeadLetterHeaders;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** Makes dead letters and originals for tests. */
final class Letters {

  private Letters() {}

  /** A dead letter at {@code 0@offset} of a command at {@code chat.commands-0@offset}. */
  static DeadLetter of(String source, long offset, String value, Map<String, String> more) {
    ConsumerRecord<byte[], byte[]> record = record("chat.dead-letters", offset, "key", value);
    add(record.headers(), headers(source, offset));
    add(record.headers(), more);
    return DeadLetter.of(record);
  }

  static Map<String, String> headers(String source, long offset) {
    return Map.of(
        DeadLetterHeaders.REASON,
        "MALFORMED",
        DeadLetterHeaders.JOB,
        "ingest",
        DeadLetterHeaders.SOURCE_TOPIC,
        source,
        DeadLetterHeaders.SOURCE_PARTITION,
        "0",
        DeadLetterHeaders.SOURCE_OFFSET,
        Long.toString(offset));
  }

  static ConsumerRecord<byte[], byte[]> record(
      String topic, long offset, String key, String value) {
    return new ConsumerRecord<>(topic, 0, offset, key.getBytes(UTF_8), value.getBytes(UTF_8));
  }

  static void add(Headers headers, Map<String, String> more) {
    more.forEach((name, value) -> headers.add(name, value.getBytes(UTF_8)));
  }

  static String header(ProducerRecord<byte[], byte[]> record, String name) {
    return record.headers().lastHeader(name) == null
        ? null
        : new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
