package io.parley.operations.doctor;

import static io.parley.schemas.broker.BrokerAnswers.await;

import io.parley.command.cluster.ClusterConfig;
import io.parley.schemas.topic.TopicSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * Looks at the copies of partitions: whether each has a leader and enough copies in step, also
 * Kafka's own topics of transactions and offsets, on which every commit rests.
 */
final class ReplicaExamination {

  private static final String AREA = "kafka";
  private static final List<String> INTERNAL = List.of("__transaction_state", "__consumer_offsets");

  private final Admin admin;
  private final ClusterConfig config;

  ReplicaExamination(Admin admin, ClusterConfig config) {
    this.admin = admin;
    this.config = config;
  }

  List<Finding> findings() throws ExecutionException, InterruptedException, TimeoutException {
    List<Finding> findings = new ArrayList<>();
    int brokers = await(admin.describeCluster().nodes()).size();
    if (brokers < config.replicationFactor()) {
      findings.add(
          Finding.fault(
              AREA,
              "%d brokers are up; sizing.replication-factor %d needs as many. Start the missing brokers."
                  .formatted(brokers, config.replicationFactor())));
    }
    Set<String> there = await(admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
    List<String> names =
        Stream.concat(config.topics().topics().stream().map(TopicSpec::name), INTERNAL.stream())
            .filter(there::contains)
            .toList();
    Map<String, TopicDescription> topics = await(admin.describeTopics(names).allTopicNames());
    topics.values().forEach(topic -> findings.addAll(of(topic)));
    return findings;
  }

  private List<Finding> of(TopicDescription topic) {
    List<Finding> findings = new ArrayList<>();
    int least = Math.max(1, config.replicationFactor() - 1);
    int copies = topic.partitions().get(0).replicas().size();
    if (INTERNAL.contains(topic.name()) && copies < config.replicationFactor()) {
      findings.add(
          Finding.fault(
              AREA,
              "Kafka's topic %s has %d copies; expected %d. The loss of a broker could lose the end of a transaction. Add copies with kafka-reassign-partitions, and set %s on the brokers."
                  .formatted(
                      topic.name(),
                      copies,
                      config.replicationFactor(),
                      topic.name().equals(INTERNAL.get(0))
                          ? "transaction.state.log.replication.factor"
                          : "offsets.topic.replication.factor")));
    }
    long leaderless =
        topic.partitions().stream().filter(partition -> partition.leader() == null).count();
    if (leaderless > 0) {
      findings.add(
          Finding.fault(
              AREA,
              "%d partitions of topic %s have no leader, so they take no records. Start the brokers that hold them."
                  .formatted(leaderless, topic.name())));
    }
    long behind = topic.partitions().stream().filter(p -> inStep(p) < least).count();
    if (behind > 0) {
      findings.add(
          Finding.fault(
              AREA,
              "%d partitions of topic %s have fewer than %d copies in step, so they refuse records. Start the missing brokers, and look at their disks and network."
                  .formatted(behind, topic.name(), least)));
    }
    return findings;
  }

  private static int inStep(TopicPartitionInfo partition) {
    return partition.isr().size();
  }
}
