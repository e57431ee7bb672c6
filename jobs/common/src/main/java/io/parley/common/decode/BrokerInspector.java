package io.parley.common.decode;

import static io.parley.schemas.broker.BrokerAnswers.await;

import io.parley.common.options.KafkaOptions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/**
 * A {@link TopicInspector} that asks the brokers of the options. It opens a connection for each
 * question, because a task asks once, when it opens.
 *
 * @param group the consumer group of the job
 */
public record BrokerInspector(KafkaOptions kafka, String group) implements TopicInspector {

  @Override
  public InputTopic inspect(String topic) throws Exception {
    try (Admin admin = Admin.create(kafka.adminProperties())) {
      int partitions =
          await(admin.describeTopics(List.of(topic)).allTopicNames())
              .get(topic)
              .partitions()
              .size();
      return new InputTopic(partitions, committed(admin).getOrDefault(topic, Map.of()));
    }
  }

  /** By topic and partition, the offsets that the group has committed. */
  public Map<String, Map<Integer, Long>> committed(Admin admin)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<String, Map<Integer, Long>> committed = new TreeMap<>();
    await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .forEach(
            (partition, offset) -> {
              if (offset != null) {
                committed
                    .computeIfAbsent(partition.topic(), any -> new TreeMap<>())
                    .put(partition.partition(), offset.offset());
              }
            });
    return committed;
  }
}
