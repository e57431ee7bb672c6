package io.parley.infra.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.infra.kafka.TopicPlan.ConfigChange;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.Server;
import io.parley.infra.local.junit.UsesLocalServers;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tests the deploy step for topics on a real broker. Each test starts without any topic of the
 * catalogue.
 */
@UsesLocalServers(Server.KAFKA)
class TopicDeploymentIT {

  private static final TopicCatalogue CATALOGUE = TopicCatalogue.load();
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Admin admin;
  private final TopicDeployment deployment;

  TopicDeploymentIT(LocalServers servers) {
    admin = Admin.create(Map.of("bootstrap.servers", servers.kafka().bootstrapServers()));
    deployment = new TopicDeployment(admin, CATALOGUE, TopicSizing.local());
  }

  @BeforeEach
  void deleteAllTopics() throws Exception {
    admin.deleteTopics(topics()).all().get();
    await().atMost(PATIENCE).until(() -> topics().isEmpty());
  }

  @AfterEach
  void close() {
    admin.close();
  }

  @Test
  void createsEveryTopicOnceAndThenFindsNothingToDo() {
    assertThat(deployment.apply().missing()).hasSize(CATALOGUE.topics().size());

    awaitUpToDate();
    assertThat(deployment.apply().isUpToDate()).isTrue();
  }

  @Test
  void aPlanChangesNothing() throws Exception {
    assertThat(deployment.plan().missing()).hasSize(CATALOGUE.topics().size());

    assertThat(topics()).isEmpty();
  }

  @Test
  void correctsARetentionThatSomebodyChanged() throws Exception {
    deployment.apply();
    awaitUpToDate();
    setRetention(Topics.EVENTS, "60000");
    await().atMost(PATIENCE).until(() -> !deployment.plan().isUpToDate());

    assertThat(deployment.apply().changes())
        .containsExactly(new ConfigChange(Topics.EVENTS, "retention.ms", "60000", "604800000"));

    awaitUpToDate();
  }

  @Test
  void changesNothingIfOneTopicHasAnotherNumberOfPartitions() throws Exception {
    NewTopic wrong = new NewTopic(Topics.COMMANDS, Optional.of(7), Optional.empty());
    admin.createTopics(List.of(wrong)).all().get();
    await().atMost(PATIENCE).until(() -> topics().contains(Topics.COMMANDS));

    assertThatThrownBy(deployment::apply)
        .isInstanceOf(DeploymentException.class)
        .hasMessageContaining("Nothing was changed")
        .hasMessageContaining("chat.commands has 7 partitions, the catalogue wants 4")
        .hasMessageContaining("message.timestamp.type=CreateTime");
    assertThat(topics()).containsExactly(Topics.COMMANDS);
  }

  @Test
  void twoDeploymentsAtOnceBothSucceed() throws Exception {
    TopicPlan first = deployment.plan();
    deployment.apply();

    // The second one planned before the first had created anything.
    assertThat(first.missing()).isNotEmpty();
    deployment.create(first.missing());

    awaitUpToDate();
  }

  private void awaitUpToDate() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(deployment.plan().toString()).isEqualTo(upToDate()));
  }

  private static String upToDate() {
    return new TopicPlan(List.of(), List.of(), List.of()).toString();
  }

  private Set<String> topics() throws Exception {
    return admin.listTopics().names().get();
  }

  private void setRetention(String topic, String millis) throws Exception {
    admin
        .incrementalAlterConfigs(
            Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, topic),
                List.of(new AlterConfigOp(new ConfigEntry("retention.ms", millis), OpType.SET))))
        .all()
        .get();
  }
}
