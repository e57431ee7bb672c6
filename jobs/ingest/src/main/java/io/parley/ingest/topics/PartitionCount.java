package io.parley.ingest.topics;

import io.parley.common.options.KafkaOptions;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** Asks the brokers how many partitions a topic has. */
public final class PartitionCount {

  private PartitionCount() {}

  /**
   * The number of a topic's partitions.
   *
   * @param topic its name on the brokers
   * @throws IllegalStateException if the brokers give no answer
   */
  public static int of(KafkaOptions kafka, String topic) throws InterruptedException {
    try (Admin admin = Admin.create(kafka.adminProperties())) {
      return admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get()
          .get(topic)
          .partitions()
          .size();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "The brokers do not say how many partitions topic "
              + topic
              + " has. The job pins the number, so it cannot start without it",
          e.getCause());
    }
  }
}
