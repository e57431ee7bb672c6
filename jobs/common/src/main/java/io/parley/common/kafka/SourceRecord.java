package io.parley.common.kafka;

import java.util.Arrays;
import java.util.Objects;

/**
 * A record as Kafka holds it, not decoded. Treat its arrays as constants: the engine passes the
 * same object along.
 *
 * @param timestamp milliseconds since the Unix epoch
 * @param logAppendTime whether the broker gave the timestamp; if not, a producer did
 * @param key null if the record has none
 * @param value null if the record has none
 * @param traceparent the W3C trace context of the record, or null
 * @param signature the signature of a gateway as it came, or null. Behind the check of it nobody
 *     needs it
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode below compare the contents
public record SourceRecord(
    String topic,
    int partition,
    long offset,
    long timestamp,
    boolean logAppendTime,
    byte[] key,
    byte[] value,
    String traceparent,
    String signature) {

  /** A record without a signature. */
  public SourceRecord(
      String topic,
      int partition,
      long offset,
      long timestamp,
      boolean logAppendTime,
      byte[] key,
      byte[] value,
      String traceparent) {
    this(topic, partition, offset, timestamp, logAppendTime, key, value, traceparent, null);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SourceRecord that
        && topic.equals(that.topic)
        && partition == that.partition
        && offset == that.offset
        && timestamp == that.timestamp
        && logAppendTime == that.logAppendTime
        && Arrays.equals(key, that.key)
        && Arrays.equals(value, that.value)
        && Objects.equals(traceparent, that.traceparent)
        && Objects.equals(signature, that.signature);
  }

  @Override
  public int hashCode() {
    return Objects.hash(topic, partition, offset);
  }

  /** The coordinates alone: key and value may hold what must not be logged. */
  @Override
  public String toString() {
    return "%s-%d@%d".formatted(topic, partition, offset);
  }
}
