package io.parley.common.decode;

import java.util.Arrays;
import java.util.Objects;

/**
 * How far a task has read a topic; saved with each checkpoint.
 *
 * @param topic name on the brokers
 * @param partitions how many the topic had; pinned, since a key lies in another partition when
 *     there are more
 * @param next by partition, the offset behind the last record that was read; -1 where none was
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode below compare the contents
public record ReadPositions(String topic, int partitions, long[] next) {

  private static final long NONE = -1;

  /** Nothing read yet. */
  static ReadPositions none(String topic, int partitions) {
    long[] next = new long[partitions];
    Arrays.fill(next, NONE);
    return new ReadPositions(topic, partitions, next);
  }

  /** Of two copies, the further position of each partition is true. */
  ReadPositions merge(ReadPositions other) {
    long[] furthest = Arrays.copyOf(next, Math.max(next.length, other.next.length));
    Arrays.fill(furthest, next.length, furthest.length, NONE);
    for (int i = 0; i < other.next.length; i++) {
      furthest[i] = Math.max(furthest[i], other.next[i]);
    }
    return new ReadPositions(topic, Math.max(partitions, other.partitions), furthest);
  }

  void readUpTo(int partition, long offset) {
    if (partition < next.length) {
      next[partition] = Math.max(next[partition], offset + 1);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ReadPositions that
        && topic.equals(that.topic)
        && partitions == that.partitions
        && Arrays.equals(next, that.next);
  }

  @Override
  public int hashCode() {
    return Objects.hash(topic, partitions, Arrays.hashCode(next));
  }

  @Override
  public String toString() {
    return "%s (%d partitions) read up to %s".formatted(topic, partitions, Arrays.toString(next));
  }
}
