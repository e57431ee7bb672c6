package io.parley.infra.kafka;

import io.parley.schemas.topic.TopicSpec;

/**
 * How large a cluster is, which the catalogue does not know.
 *
 * @param replicationFactor copies of each partition
 * @param maxPartitions most partitions a topic gets; the catalogue's number if that is less
 */
public record TopicSizing(short replicationFactor, int maxPartitions) {

  /**
   * Three copies, of which two must have a record before it counts; partitions as the catalogue
   * says.
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

  /** One copy may be missing, without loss of what was acknowledged. */
  int minInSyncReplicas() {
    return Math.max(1, replicationFactor - 1);
  }
}
