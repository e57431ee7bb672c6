package io.parley.faults.input;

import io.parley.faults.network.DeadLetterHeader;
import io.parley.schemas.topic.DeadLetterHeaders;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Counts of dead letters. Two letters count as one kind if the same job set aside the same value of
 * the same topic for the same reason. For one thread.
 */
final class DeadLetters {

  /** The value is never changed, and its position stays at its beginning. */
  private record Letter(String job, String topic, String reason, ByteBuffer value) {
    String origin() {
      return "%s of %s: %s".formatted(job, topic, reason);
    }
  }

  private final Map<Letter, Integer> counts = new HashMap<>();

  /** Counts a letter that was found. */
  void add(ConsumerRecord<byte[], byte[]> letter) {
    add(
        DeadLetterHeader.of(letter, DeadLetterHeaders.JOB),
        DeadLetterHeader.of(letter, DeadLetterHeaders.SOURCE_TOPIC),
        DeadLetterHeader.of(letter, DeadLetterHeaders.REASON),
        letter.value() == null ? new byte[0] : letter.value());
  }

  /**
   * Counts a letter.
   *
   * @param job its name in the job catalogue
   * @param topic the topic of the original record
   * @param value of the original record
   */
  void add(String job, String topic, String reason, byte[] value) {
    counts.merge(new Letter(job, topic, reason, ByteBuffer.wrap(value)), 1, Integer::sum);
  }

  /** The letters here beyond those of the others: of each kind, as many as there are more here. */
  DeadLetters without(DeadLetters others) {
    DeadLetters rest = new DeadLetters();
    counts.forEach(
        (letter, count) -> {
          int more = count - others.counts.getOrDefault(letter, 0);
          if (more > 0) {
            rest.counts.put(letter, more);
          }
        });
    return rest;
  }

  boolean isEmpty() {
    return counts.isEmpty();
  }

  /** The counts by job, topic and reason, without the values. */
  @Override
  public String toString() {
    Map<String, Integer> byOrigin = new TreeMap<>();
    counts.forEach((letter, count) -> byOrigin.merge(letter.origin(), count, Integer::sum));
    return byOrigin.toString();
  }
}
