package io.parley.pipeline;

import io.parley.checker.live.TopicOffsets;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** The lag of the jobs, from the offsets that they commit with each checkpoint. For one thread. */
public final class ConsumerLag implements AutoCloseable {

  private final TopicOffsets offsets;

  /** Connects to Kafka with the address and the credentials of a client. */
  public ConsumerLag(Map<String, Object> client) {
    this.offsets = new TopicOffsets(client);
  }

  /**
   * The number of offsets between a job's committed position and the end of a topic. In a
   * transactional topic this counts transaction markers too, although they hold no record.
   */
  public long of(PipelineJob job, String topic) throws IOException {
    Map<TopicPartition, Long> committed = offsets.committed(job.consumerGroup());
    return offsets.ends(List.of(topic), IsolationLevel.READ_UNCOMMITTED).entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - committed.getOrDefault(end.getKey(), 0L)))
        .sum();
  }

  @Override
  public void close() {
    offsets.close();
  }
}
