package io.parley.schemas.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.schemas.job.JobSpec;
import io.parley.schemas.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class BrokerRulesTest {

  private static final JobSpec JOB =
      new JobSpec(
          "rules",
          "jobs/none",
          List.of(Topics.COMMANDS),
          List.of(Topics.READ_CURSORS),
          List.of(),
          "A job for a test.");

  private static final TopicFacts COMMANDS =
      new TopicFacts(
          60,
          Map.of(
              "min.insync.replicas", "2",
              "unclean.leader.election.enable", "false",
              "message.timestamp.type", "LogAppendTime",
              "cleanup.policy", "delete"));

  private static final TopicFacts CURSORS =
      new TopicFacts(
          60,
          Map.of(
              "min.insync.replicas", "2",
              "unclean.leader.election.enable", "false",
              "message.timestamp.type", "CreateTime",
              "max.message.bytes", "2097152",
              "message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE),
              "cleanup.policy", "compact"));

  private static List<String> faults(
      int transactionVersion, TopicFacts commands, TopicFacts cursors) {
    Map<String, TopicFacts> topics = new HashMap<>();
    topics.put(Topics.COMMANDS, commands);
    topics.put(Topics.READ_CURSORS, cursors);
    return BrokerRules.faults(
        new BrokerFacts(Duration.ofMinutes(15), transactionVersion, topics),
        new BrokerRules.Wanted(Duration.ofMinutes(15), 2, UnaryOperator.identity()),
        JOB);
  }

  @Test
  void whatTheCatalogueAsksForIsAccepted() {
    assertThat(faults(2, COMMANDS, CURSORS)).isEmpty();
  }

  @Test
  void theOldTransactionProtocolIsRefused() {
    assertThat(faults(1, COMMANDS, CURSORS))
        .singleElement()
        .asString()
        .contains("transaction.version is 1", "KAFKA-17754");
  }

  @Test
  void fewerPartitionsThanTheCatalogueAreAcceptedAndMoreAreNot() {
    assertThat(faults(2, new TopicFacts(1, COMMANDS.config()), CURSORS)).isEmpty();
    assertThat(faults(2, new TopicFacts(61, COMMANDS.config()), CURSORS))
        .singleElement()
        .asString()
        .contains("has 61 partitions; expected at most 60");
  }

  /**
   * Seen red without the rule. A commands leader whose clock was two hours ahead made an events
   * leader refuse the events, for an hour.
   */
  @Test
  void anOutputThatComparesRecordsWithTheBrokersClockIsRefused() {
    Map<String, String> config = new HashMap<>(CURSORS.config());
    config.put("message.timestamp.after.max.ms", "3600000");
    assertThat(faults(2, COMMANDS, new TopicFacts(60, config)))
        .singleElement()
        .asString()
        .startsWith("Topic chat.read-cursors has message.timestamp.after.max.ms = 3600000");
  }

  @Test
  void aTopicThatShouldBeCompactedButIsNotIsRefused() {
    Map<String, String> config = new HashMap<>(CURSORS.config());
    config.put("cleanup.policy", "delete");
    assertThat(faults(2, COMMANDS, new TopicFacts(60, config)))
        .containsExactly(
            "Topic chat.read-cursors has cleanup.policy = delete; expected compact. Records would"
                + " go that readers rely on.");
  }
}
