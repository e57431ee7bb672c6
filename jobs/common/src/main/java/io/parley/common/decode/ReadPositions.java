package io.parley.common.decode;

import java.util.Arrays;
import java.util.Objects;

/**
 * The positions up to which a task has read a topic. They are saved with each checkpoint.
 *
 * @param topic name on the brokers
 * @param partitions the number of partitions, which is pinned because another number moves keys to
 *     other partitions
 * @param next by partition, the offset behind the last record that was read; -1 before the first
 *     record
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode below compare the contents
public record ReadPositions(String topic, int partitions, long[] next) {

  private static final long NONE = -1;

  /** The positions before the first record. */
  static ReadPositions none(String topic, int partitions) {
    long[] next = new long[partitions];
    Arrays.fill(next, NONE);
    return new ReadPositions(topic, partitions, next);
  }

  /** What the consumer group has committed, as positions. */
  static ReadPositions committed(String topic, InputTopic now) {
    ReadPositions positions = none(topic, now.partitions());
    now.committed().forEach((partition, next) -> positions.readUpTo(partition, next - 1));
    return positions;
  }

  /** The offset of the next record of a partition; 0 if nothing of it was read. */
  long nextOf(int partition) {
    return partition < next.length ? Math.max(0, next[partition]) : 0;
  }

  /** Merges two copies. The further position of each partition is the true one. */
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
