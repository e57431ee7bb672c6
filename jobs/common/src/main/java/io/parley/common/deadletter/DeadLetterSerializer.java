package io.parley.common.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.common.kafka.SourceRecord;
import io.parley.common.kafka.TopicSerializer;
import io.parley.common.kafka.Traceparent;
import io.parley.schemas.topic.DeadLetterHeaders;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Turns a dead letter into the record described in the package comment.
 *
 * <p>A record may be as large as its topic allowed, and the headers make it larger. If it did not
 * fit, the producer would fail, and the job would restart and meet the same record again, for ever.
 * So the bytes above the limit are cut off, value first, and a header gives the original lengths.
 * The whole record stays readable at its source until the retention there ends.
 */
public final class DeadLetterSerializer extends TopicSerializer<DeadLetter> {

  public static final String REASON = DeadLetterHeaders.REASON;
  public static final String JOB = DeadLetterHeaders.JOB;
  public static final String SOURCE_TOPIC = DeadLetterHeaders.SOURCE_TOPIC;
  public static final String SOURCE_PARTITION = DeadLetterHeaders.SOURCE_PARTITION;
  public static final String SOURCE_OFFSET = DeadLetterHeaders.SOURCE_OFFSET;
  public static final String SOURCE_TIMESTAMP = DeadLetterHeaders.SOURCE_TIMESTAMP;
  public static final String TRUNCATED = DeadLetterHeaders.TRUNCATED;

  /** A bound for all headers with their names and Kafka's framing. */
  private static final int OVERHEAD = 4096;

  private final String job;
  private final int mostBytes;

  /**
   * @param topic name on the brokers
   * @param maxRecordBytes largest record that topic and producer take
   */
  public DeadLetterSerializer(String topic, String job, int maxRecordBytes) {
    super(topic);
    if (maxRecordBytes <= OVERHEAD) {
      throw new IllegalArgumentException(
          "maxRecordBytes = %d: expected more than %d, or no byte of a dead letter would fit."
              .formatted(maxRecordBytes, OVERHEAD));
    }
    this.job = job;
    this.mostBytes = maxRecordBytes - OVERHEAD;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      DeadLetter letter, KafkaSinkContext context, Long timestamp) {
    SourceRecord source = letter.source();
    byte[] key = cut(source.key(), mostBytes);
    byte[] value = cut(source.value(), mostBytes - length(key));
    // Dated by the producer when it is sent. The original's time may be the very fault: brokers
    // refuse
    // a negative one and one far ahead, which would restart the job for ever, and delete the record
    // of a time long past at once.
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic(), key, value);
    Headers headers = record.headers();
    headers.add(REASON, text(letter.reason().name()));
    headers.add(JOB, text(job));
    headers.add(SOURCE_TOPIC, text(source.topic()));
    headers.add(SOURCE_PARTITION, text(source.partition()));
    headers.add(SOURCE_OFFSET, text(source.offset()));
    headers.add(SOURCE_TIMESTAMP, text(source.timestamp()));
    if (key != source.key() || value != source.value()) {
      headers.add(
          TRUNCATED,
          text("key=%d value=%d".formatted(length(source.key()), length(source.value()))));
    }
    Traceparent.write(source.traceparent(), headers);
    return record;
  }

  /** The same array if it fits, else its beginning. */
  private static byte[] cut(byte[] bytes, int most) {
    return length(bytes) <= most ? bytes : Arrays.copyOf(bytes, Math.max(0, most));
  }

  private static int length(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private static byte[] text(Object value) {
    return value.toString().getBytes(UTF_8);
  }
}
