package io.parley.it.pipeline;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How far the jobs are behind, from the offsets that they commit with each checkpoint. For one
 * thread.
 */
public final class ConsumerLag implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final TopicEnds ends;
  private final KafkaConsumer<byte[], byte[]> consumer;

  /** Connects to Kafka. */
  public ConsumerLag(String bootstrapServers) {
    this.ends = new TopicEnds(bootstrapServers);
    this.consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", "false"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  /**
   * Offsets between what a job has committed and the end of a topic. In a transactional topic the
   * ends of transactions are counted too, although there is nothing to read in them.
   */
  public long of(PipelineJob job, String topic) throws IOException {
    return behind(job, List.of(topic)).values().stream().mapToLong(Range::length).sum();
  }

  /** The job's inputs in which there is a record after what it has committed. */
  List<String> topicsNotConsumed(PipelineJob job) throws IOException {
    Map<TopicPartition, Range> behind = behind(job, job.inputs());
    if (behind.isEmpty()) {
      return List.of();
    }
    consumer.assign(behind.keySet());
    behind.forEach((partition, range) -> consumer.seek(partition, range.from()));
    while (true) {
      List<String> found =
          consumer.poll(POLL).partitions().stream().map(TopicPartition::topic).distinct().toList();
      if (!found.isEmpty()) {
        return found;
      }
      behind.entrySet().removeIf(e -> consumer.position(e.getKey()) >= e.getValue().to());
      if (behind.isEmpty()) {
        return List.of();
      }
    }
  }

  private record Range(long from, long to) {
    long length() {
      return to - from;
    }
  }

  private Map<TopicPartition, Range> behind(PipelineJob job, List<String> topics)
      throws IOException {
    Map<TopicPartition, Long> committed = ends.committed(job.consumerGroup());
    Map<TopicPartition, Range> behind = new HashMap<>();
    ends.of(topics, IsolationLevel.READ_UNCOMMITTED)
        .forEach(
            (partition, end) -> {
              long from = committed.getOrDefault(partition, 0L);
              if (from < end) {
                behind.put(partition, new Range(from, end));
              }
            });
    return behind;
  }

  @Override
  public void close() {
    consumer.close();
    ends.close();
  }
}
