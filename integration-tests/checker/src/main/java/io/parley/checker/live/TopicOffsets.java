package io.parley.checker.live;

import io.parley.schemas.broker.BrokerAnswers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** The present ends of topics and the present offsets of consumer groups, by partition. */
public final class TopicOffsets implements AutoCloseable {

  private final Admin admin;

  /** Connects to Kafka. */
  public TopicOffsets(String bootstrapServers) {
    this(Map.of("bootstrap.servers", bootstrapServers));
  }

  /** Connects to Kafka with the address and the credentials of a client. */
  public TopicOffsets(Map<String, Object> client) {
    this.admin = Admin.create(client);
  }

  /**
   * The end of each partition.
   *
   * @param isolation READ_COMMITTED ends before the first open transaction
   */
  public Map<TopicPartition, Long> ends(Collection<String> topics, IsolationLevel isolation)
      throws IOException {
    Map<TopicPartition, OffsetSpec> question = new HashMap<>();
    partitions(topics).forEach(partition -> question.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    get(admin.listOffsets(question, new ListOffsetsOptions(isolation)).all())
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  /** The offsets that a consumer group has committed. */
  public Map<TopicPartition, Long> committed(String group) throws IOException {
    Map<TopicPartition, Long> committed = new HashMap<>();
    get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .forEach(
            (partition, offset) -> {
              if (offset != null) {
                committed.put(partition, offset.offset());
              }
            });
    return committed;
  }

  private List<TopicPartition> partitions(Collection<String> topics) throws IOException {
    List<TopicPartition> partitions = new ArrayList<>();
    get(admin.describeTopics(topics).allTopicNames())
        .values()
        .forEach(
            topic ->
                topic
                    .partitions()
                    .forEach(
                        info ->
                            partitions.add(new TopicPartition(topic.name(), info.partition()))));
    return partitions;
  }

  private static <T> T get(KafkaFuture<T> future) throws IOException {
    try {
      return BrokerAnswers.await(future);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("Kafka gave no answer about offsets: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while asking Kafka for offsets", e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
