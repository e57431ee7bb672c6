package io.parley.common.decode;

import io.parley.common.options.KafkaOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/**
 * A {@link TopicInspector} that asks the brokers of the options. It opens a connection for each
 * question, because a task asks once, when it opens.
 *
 * @param group the consumer group of the job
 */
public record BrokerInspector(KafkaOptions kafka, String group) implements TopicInspector {

  private static final long ANSWER_SECONDS = 60;

  @Override
  public InputTopic inspect(String topic) throws Exception {
    try (Admin admin = Admin.create(kafka.adminProperties())) {
      return inspect(admin, topic);
    }
  }

  /** The same with a connection that is open. */
  public InputTopic inspect(Admin admin, String topic)
      throws ExecutionException, InterruptedException, TimeoutException {
    int partitions =
        admin
            .describeTopics(List.of(topic))
            .allTopicNames()
            .get(ANSWER_SECONDS, TimeUnit.SECONDS)
            .get(topic)
            .partitions()
            .size();
    Map<Integer, Long> committed = new HashMap<>();
    admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .get(ANSWER_SECONDS, TimeUnit.SECONDS)
        .forEach(
            (partition, offset) -> {
              if (partition.topic().equals(topic) && offset != null) {
                committed.put(partition.partition(), offset.offset());
              }
            });
    return new InputTopic(partitions, committed);
  }
}
