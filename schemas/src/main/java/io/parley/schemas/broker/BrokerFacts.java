package io.parley.schemas.broker;

import static io.parley.schemas.broker.BrokerAnswers.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What the brokers say of themselves and of a job's topics.
 *
 * @param longestTransaction the least {@code transaction.max.timeout.ms} among the brokers
 * @param transactionVersion finalized level of the feature {@code transaction.version}; 0 if absent
 * @param topics the topics that exist, among those asked for
 */
public record BrokerFacts(
    Duration longestTransaction, int transactionVersion, Map<String, TopicFacts> topics) {

  /** Asks the brokers; each question waits up to a minute. */
  public static BrokerFacts ask(Admin admin, Collection<String> topics)
      throws ExecutionException, InterruptedException, TimeoutException {
    FinalizedVersionRange transactions =
        await(admin.describeFeatures().featureMetadata())
            .finalizedFeatures()
            .get("transaction.version");
    return new BrokerFacts(
        longestTransaction(admin),
        transactions == null ? 0 : transactions.maxVersionLevel(),
        describe(admin, topics));
  }

  private static Duration longestTransaction(Admin admin)
      throws ExecutionException, InterruptedException, TimeoutException {
    List<ConfigResource> brokers = new ArrayList<>();
    for (Node node : await(admin.describeCluster().nodes())) {
      brokers.add(new ConfigResource(ConfigResource.Type.BROKER, node.idString()));
    }
    long least =
        await(admin.describeConfigs(brokers).all()).values().stream()
            .map(config -> config.get("transaction.max.timeout.ms"))
            .mapToLong(entry -> Long.parseLong(entry.value()))
            .min()
            .orElse(0);
    return Duration.ofMillis(least);
  }

  private static Map<String, TopicFacts> describe(Admin admin, Collection<String> names)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<String, TopicFacts> facts = new HashMap<>();
    Map<String, KafkaFuture<TopicDescription>> descriptions =
        admin.describeTopics(names).topicNameValues();
    for (String name : names) {
      try {
        int partitions = await(descriptions.get(name)).partitions().size();
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
        Config config = await(admin.describeConfigs(List.of(topic)).values().get(topic));
        facts.put(name, new TopicFacts(partitions, settings(config)));
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
    }
    return facts;
  }

  private static Map<String, String> settings(Config config) {
    return config.entries().stream()
        .filter(entry -> entry.value() != null)
        .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
  }
}
