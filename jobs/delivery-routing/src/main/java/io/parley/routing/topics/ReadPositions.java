package io.parley.routing.topics;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.TopicPartition;

/**
 * The positions of a reader in its partitions. It tells whether the reader has reached the ends
 * that the partitions had when the brokers were asked. For one thread.
 */
final class ReadPositions {

  /** The connector's marker for a partition that is read from its end. */
  private static final long FROM_END = -1;

  private final Map<TopicPartition, Long> next = new HashMap<>();
  private final Set<TopicPartition> fromStart = new HashSet<>();
  private final Set<TopicPartition> fromEnd = new HashSet<>();

  /** Adds a partition that the reader reads from now on. */
  void assigned(KafkaPartitionSplit split) {
    if (split.getStartingOffset() >= 0) {
      next.put(split.getTopicPartition(), split.getStartingOffset());
    } else if (split.getStartingOffset() == FROM_END) {
      fromEnd.add(split.getTopicPartition());
    } else {
      fromStart.add(split.getTopicPartition());
    }
  }

  /** Notes that a record has gone on to the job. */
  void emitted(TopicPartition partition, long offset) {
    next.put(partition, offset + 1);
    fromStart.remove(partition);
    fromEnd.remove(partition);
  }

  /**
   * Notes where partitions begin and end. What was before their begin has been deleted, and will
   * never come.
   */
  void begin(Map<TopicPartition, Long> starts, Map<TopicPartition, Long> ends) {
    starts.forEach(
        (partition, offset) -> {
          fromStart.remove(partition);
          next.merge(partition, offset, Math::max);
        });
    ends.forEach(
        (partition, offset) -> {
          if (fromEnd.remove(partition)) {
            next.put(partition, offset);
          }
        });
  }

  /** The partitions that are read from their start and of which no record has come yet. */
  Set<TopicPartition> unknownStarts() {
    return Set.copyOf(fromStart);
  }

  Set<TopicPartition> partitions() {
    Set<TopicPartition> all = new HashSet<>(next.keySet());
    all.addAll(fromStart);
    all.addAll(fromEnd);
    return all;
  }

  /** Whether everything before these ends has gone on to the job. */
  boolean haveReached(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> next.getOrDefault(end.getKey(), -1L) >= end.getValue());
  }
}
