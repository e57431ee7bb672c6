package io.parley.common.decode;

import java.util.Map;

/**
 * An input topic as the brokers describe it when a task opens.
 *
 * @param partitions how many it has
 * @param committed by partition, the offset that the job's consumer group has committed; empty if
 *     the job has never completed a checkpoint on this topic
 */
public record InputTopic(int partitions, Map<Integer, Long> committed) {

  public InputTopic {
    committed = Map.copyOf(committed);
  }
}
