package io.parley.infra.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.infra.kafka.TopicDiff.ExistingTopic;
import io.parley.infra.kafka.TopicPlan.ConfigChange;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.TopicSpec;
import io.parley.schemas.topic.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicDiffTest {

  private static final TopicSpec COMMANDS = TopicCatalogue.load().topic(Topics.COMMANDS);
  private static final TopicSpec CURSORS = TopicCatalogue.load().topic(Topics.READ_CURSORS);

  @Test
  void aMissingTopicIsCreatedWithAllItsConfiguration() {
    TopicPlan plan = diff(COMMANDS, Map.of());

    assertThat(plan.missing()).hasSize(1);
    assertThat(plan.missing().get(0).partitions()).isEqualTo(60);
    assertThat(plan.missing().get(0).replicationFactor()).isEqualTo((short) 3);
    assertThat(plan.missing().get(0).config()).containsExactlyInAnyOrderEntriesOf(commandsConfig());
    assertThat(plan.toString()).contains("+ chat.commands: 60 partitions, 3 copies");
  }

  @Test
  void aCompactedTopicHasNoRetention() {
    assertThat(diff(CURSORS, Map.of()).missing().get(0).config())
        .containsEntry("cleanup.policy", "compact")
        .doesNotContainKey("retention.ms");
  }

  /** Seen red with the broker's default of an hour: its clock would refuse records. */
  @Test
  void anOutputTakesRecordsOfAnyTime() {
    assertThat(diff(CURSORS, Map.of()).missing().get(0).config())
        .containsEntry("message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE))
        .containsEntry("message.timestamp.before.max.ms", Long.toString(Long.MAX_VALUE));
    assertThat(commandsConfig()).doesNotContainKey("message.timestamp.after.max.ms");
  }

  /** Seen red without the setting: the preflight demanded it, and nobody set it. */
  @Test
  void anOutOfDateReplicaThatMayBecomeTheLeaderIsCorrected() {
    Map<String, String> config = commandsConfig();
    config.put("unclean.leader.election.enable", "true");
    assertThat(diff(COMMANDS, existing(60, 3, config)).changes())
        .containsExactly(
            new ConfigChange("chat.commands", "unclean.leader.election.enable", "true", "false"));
  }

  @Test
  void aDeploymentThatSharesItsClusterHasItsTopicsUnderAPrefix() {
    List<TopicSpec> blue =
        TopicCatalogue.load().only(List.of(Topics.COMMANDS)).withPrefix("blue.").topics();
    TopicPlan plan = new TopicDiff(TopicSizing.local()).compare(blue, Map.of());

    assertThat(plan.missing().get(0).topic()).isEqualTo("blue.chat.commands");
    assertThat(blue.get(0).subject()).isEqualTo("blue.chat.commands-value");
  }

  @Test
  void aSmallClusterGetsFewerPartitionsAndCopies() {
    TopicPlan plan = new TopicDiff(TopicSizing.local()).compare(List.of(COMMANDS), Map.of());

    assertThat(plan.missing().get(0).partitions()).isEqualTo(4);
    assertThat(plan.missing().get(0).replicationFactor()).isEqualTo((short) 1);
    assertThat(plan.missing().get(0).config()).containsEntry("min.insync.replicas", "1");
  }

  @Test
  void thereIsNothingToDoForATopicAsItShouldBe() {
    TopicPlan plan = diff(COMMANDS, existing(60, 3, commandsConfig()));

    assertThat(plan.isUpToDate()).isTrue();
    assertThat(plan).hasToString("all topics are as the catalogue says");
  }

  @Test
  void anotherRetentionIsCorrected() {
    Map<String, String> config = commandsConfig();
    config.put("retention.ms", "1000");

    TopicPlan plan = diff(COMMANDS, existing(60, 3, config));

    assertThat(plan.changes())
        .containsExactly(new ConfigChange("chat.commands", "retention.ms", "1000", "604800000"));
    assertThat(plan.conflicts()).isEmpty();
    assertThat(plan.toString())
        .isEqualTo("~ chat.commands: retention.ms is 1000, becomes 604800000\n");
  }

  @Test
  void anotherNumberOfPartitionsIsAConflictThatSaysWhy() {
    assertThat(diff(COMMANDS, existing(12, 3, commandsConfig())).conflicts())
        .singleElement()
        .asString()
        .contains(
            "has 12 partitions", "wants 60", "set it back", "order", "jobs/ingest/GENERATIONS.md")
        .contains("Any other topic needs its 60 partitions back", "--kafka.lost-records SKIP");
  }

  /** Seen red: the number of partitions is the reason why the topic was moved. */
  @Test
  void aNewerGenerationMayHaveAnotherNumberOfPartitions() {
    TopicSpec newer =
        TopicCatalogue.load()
            .renamed(Map.of(Topics.COMMANDS, "chat.commands.2"))
            .withPrefix("blue.")
            .topic("blue.chat.commands.2");
    ExistingTopic found = new ExistingTopic(120, 3, commandsConfig());
    assertThat(diff(newer, Map.of(newer.name(), found)).isUpToDate()).isTrue();
  }

  @Test
  void recordsDatedByTheirProducersAreAConflict() {
    Map<String, String> config = commandsConfig();
    config.put("message.timestamp.type", "CreateTime");

    assertThat(diff(COMMANDS, existing(60, 3, config)).conflicts())
        .singleElement()
        .asString()
        .contains("message.timestamp.type=CreateTime", "LogAppendTime", "keep their dates");
  }

  @Test
  void anotherCleanupIsAConflict() {
    Map<String, String> config = commandsConfig();
    config.put("cleanup.policy", "compact");

    assertThat(diff(COMMANDS, existing(60, 3, config)).conflicts())
        .singleElement()
        .asString()
        .contains("cleanup.policy=compact");
  }

  @Test
  void tooFewCopiesAreAConflictAndMoreAreNot() {
    assertThat(diff(COMMANDS, existing(60, 1, commandsConfig())).conflicts())
        .singleElement()
        .asString()
        .contains("replication factor 1", "3 is wanted");
    assertThat(diff(COMMANDS, existing(60, 5, commandsConfig())).isUpToDate()).isTrue();
  }

  private static TopicPlan diff(TopicSpec topic, Map<String, ExistingTopic> existing) {
    return new TopicDiff(TopicSizing.production()).compare(List.of(topic), existing);
  }

  private static Map<String, ExistingTopic> existing(
      int partitions, int copies, Map<String, String> config) {
    return Map.of("chat.commands", new ExistingTopic(partitions, copies, config));
  }

  private static Map<String, String> commandsConfig() {
    return new HashMap<>(
        Map.of(
            "cleanup.policy", "delete",
            "retention.ms", "604800000",
            "message.timestamp.type", "LogAppendTime",
            "max.message.bytes", "1048588",
            "unclean.leader.election.enable", "false",
            "min.insync.replicas", "2"));
  }
}
