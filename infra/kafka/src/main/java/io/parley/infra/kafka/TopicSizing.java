package io.parley.infra.kafka;

import io.parley.schemas.topic.TopicSpec;

/**
 * The size of a cluster, which is not part of the catalogue.
 *
 * @param replicationFactor copies of each partition
 * @param maxPartitions the most partitions that a topic gets; the catalogue's number if that is
 *     lower
 */
public record TopicSizing(short replicationFactor, int maxPartitions) {

  /**
   * Three copies of each partition. Two of them must have a record before it counts as written. The
   * number of partitions is the catalogue's.
   */
  public static TopicSizing production() {
    return new TopicSizing((short) 3, Integer.MAX_VALUE);
  }

  /** One copy and at most four partitions, for a single broker on a small machine. */
  public static TopicSizing local() {
    return new TopicSizing((short) 1, 4);
  }

  int partitions(TopicSpec topic) {
    return Math.min(topic.partitions(), maxPartitions);
  }

  /**
   * One less than the number of copies, so that one copy can be lost without losing acknowledged
   * records.
   */
  int minInSyncReplicas() {
    return Math.max(1, replicationFactor - 1);
  }
}
