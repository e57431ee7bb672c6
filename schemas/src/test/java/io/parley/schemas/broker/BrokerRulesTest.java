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
              "message.timestamp.before.max.ms", Long.toString(Long.MAX_VALUE),
              "cleanup.policy", "compact"));

  private static List<String> faults(
      int transactionVersion, TopicFacts commands, TopicFacts cursors) {
    Map<String, TopicFacts> topics = new HashMap<>();
    topics.put(Topics.COMMANDS, commands);
    topics.put(Topics.READ_CURSORS, cursors);
    return BrokerRules.faults(
        new BrokerFacts(Duration.ofMinutes(15), transactionVersion, topics),
        new BrokerRules.Wanted(Duration.ofMinutes(15), 2, UnaryOperator.identity(), topic -> false),
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
        .contains("has 61 partitions; expected at most 60", "needs its 60 partitions back");
  }

  /** Seen red with the limit of the catalogue, which a newer generation is there to exceed. */
  @Test
  void aNewerGenerationMayHaveMorePartitionsThanTheCatalogueUpToTheRoomInAnId() {
    assertThat(faultsAfterTheMove(new TopicFacts(512, COMMANDS.config()))).isEmpty();
    assertThat(faultsAfterTheMove(new TopicFacts(513, COMMANDS.config())))
        .singleElement()
        .asString()
        .contains("chat.commands.2 has 513 partitions; expected at most 512", "id");
  }

  /** Seen red when the rules looked at the topic that the job had left. */
  @Test
  void theSettingsOfANewerGenerationAreChecked() {
    Map<String, String> config = new HashMap<>(COMMANDS.config());
    config.put("message.timestamp.type", "CreateTime");
    assertThat(faultsAfterTheMove(new TopicFacts(120, config)))
        .singleElement()
        .asString()
        .startsWith("Topic chat.commands.2 has message.timestamp.type = CreateTime");
  }

  private static List<String> faultsAfterTheMove(TopicFacts newer) {
    UnaryOperator<String> names = name -> name.equals(Topics.COMMANDS) ? "chat.commands.2" : name;
    return BrokerRules.faults(
        new BrokerFacts(
            Duration.ofMinutes(15),
            2,
            Map.of("chat.commands.2", newer, Topics.READ_CURSORS, CURSORS)),
        new BrokerRules.Wanted(Duration.ofMinutes(15), 2, names, Topics.COMMANDS::equals),
        JOB);
  }

  /** A job with a backlog writes records that are older than the broker may accept. */
  @Test
  void anOutputThatRefusesOldRecordsIsRefused() {
    Map<String, String> config = new HashMap<>(CURSORS.config());
    config.put("message.timestamp.before.max.ms", "86400000");
    assertThat(faults(2, COMMANDS, new TopicFacts(60, config)))
        .singleElement()
        .asString()
        .startsWith("Topic chat.read-cursors has message.timestamp.before.max.ms = 86400000");
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
