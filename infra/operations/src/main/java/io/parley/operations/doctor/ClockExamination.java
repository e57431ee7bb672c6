package io.parley.operations.doctor;

import static io.parley.schemas.broker.BrokerAnswers.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import io.parley.command.cluster.ClusterConfig;
import io.parley.schemas.topic.TopicSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * Compares clocks with the clock of this machine: of every database node, of the active Kafka
 * controller, and of every broker that has dated a record later than now.
 *
 * <p>Kafka has no question for a broker's clock. So a broker whose clock is behind is not found
 * here. The jobs count what they see of it ({@code clockSkew}).
 */
record ClockExamination(ClockRule rule) implements Examination {

  @Override
  public String area() {
    return "clocks";
  }

  @Override
  public List<Finding> findings(ClusterConfig config) throws Exception {
    List<Finding> findings = new ArrayList<>();
    try (Admin admin = Admin.create(config.services().kafkaClient())) {
      controller(admin).ifPresent(fault -> findings.add(Finding.fault(area(), fault)));
      brokers(admin, config).forEach(fault -> findings.add(Finding.fault(area(), fault)));
    }
    try (CqlSession session = config.services().connectCql()) {
      for (Node node : session.getMetadata().getNodes().values()) {
        if (node.getState() != NodeState.DOWN) {
          database(session, node).ifPresent(fault -> findings.add(Finding.fault(area(), fault)));
        }
      }
    }
    return findings;
  }

  private Optional<String> database(CqlSession session, Node node) {
    long before = System.currentTimeMillis();
    Row row =
        session
            .execute(
                SimpleStatement.newInstance("SELECT toTimestamp(now()) FROM system.local")
                    .setNode(node))
            .one();
    long after = System.currentTimeMillis();
    return row == null
        ? Optional.empty()
        : rule.fault(
            "database node " + node.getEndPoint(), before, row.getInstant(0).toEpochMilli(), after);
  }

  /** The controller says of itself that it is caught up now, by its own clock. */
  private Optional<String> controller(Admin admin) throws Exception {
    long before = System.currentTimeMillis();
    QuorumInfo quorum = await(admin.describeMetadataQuorum().quorumInfo());
    long after = System.currentTimeMillis();
    return quorum.voters().stream()
        .filter(voter -> voter.replicaId() == quorum.leaderId())
        .filter(voter -> voter.lastCaughtUpTimestamp().isPresent())
        .findFirst()
        .flatMap(
            leader ->
                rule.fault(
                    "Kafka controller " + leader.replicaId(),
                    before,
                    leader.lastCaughtUpTimestamp().getAsLong(),
                    after));
  }

  private List<String> brokers(Admin admin, ClusterConfig config) throws Exception {
    List<String> inputs =
        config.topics().topics().stream()
            .filter(topic -> topic.timestamps() == TopicSpec.Timestamps.LOG_APPEND_TIME)
            .map(TopicSpec::name)
            .toList();
    Map<TopicPartition, OffsetSpec> question = new HashMap<>();
    Map<TopicPartition, Integer> leaders = new HashMap<>();
    for (TopicDescription topic : await(admin.describeTopics(inputs).allTopicNames()).values()) {
      topic
          .partitions()
          .forEach(
              info -> {
                if (info.leader() != null) {
                  TopicPartition partition = new TopicPartition(topic.name(), info.partition());
                  question.put(partition, OffsetSpec.maxTimestamp());
                  leaders.put(partition, info.leader().id());
                }
              });
    }
    Map<TopicPartition, ListOffsetsResultInfo> newest = await(admin.listOffsets(question).all());
    Map<Integer, Long> newestByBroker = new HashMap<>();
    newest.forEach(
        (partition, found) ->
            newestByBroker.merge(leaders.get(partition), found.timestamp(), Math::max));
    long now = System.currentTimeMillis();
    List<String> faults = new ArrayList<>();
    newestByBroker.forEach(
        (broker, time) ->
            rule.faultIfAhead("Kafka broker " + broker, time, now).ifPresent(faults::add));
    return faults;
  }
}
