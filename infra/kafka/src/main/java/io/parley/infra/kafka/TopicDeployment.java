package io.parley.infra.kafka;

import io.parley.infra.kafka.TopicDiff.ExistingTopic;
import io.parley.infra.kafka.TopicPlan.ConfigChange;
import io.parley.infra.kafka.TopicPlan.MissingTopic;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.TopicSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The deploy step that makes the topics of a Kafka cluster equal to the catalogue. The caller
 * closes the admin client.
 */
public final class TopicDeployment {

  private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(30);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final Admin admin;
  private final TopicCatalogue catalogue;
  private final TopicSizing sizing;

  public TopicDeployment(Admin admin, TopicCatalogue catalogue, TopicSizing sizing) {
    this.admin = admin;
    this.catalogue = catalogue;
    this.sizing = sizing;
  }

  /**
   * The changes that {@link #apply} would make. Changes nothing.
   *
   * @throws DeploymentException if the cluster does not answer
   */
  public TopicPlan plan() {
    return new TopicDiff(sizing).compare(catalogue.topics(), existingTopics());
  }

  /**
   * Creates missing topics and corrects settings. Returns the changes that it made.
   *
   * @throws DeploymentException if there are conflicts (the message names all of them, and nothing
   *     was changed), or if the cluster does not answer or refuses a change
   */
  public TopicPlan apply() {
    TopicPlan plan = plan();
    if (!plan.conflicts().isEmpty()) {
      throw new DeploymentException(
          "Nothing was changed: "
              + plan.conflicts().size()
              + " conflict(s) between the catalogue and the cluster.\n  - "
              + String.join("\n  - ", plan.conflicts()));
    }
    create(plan.missing());
    correct(plan.changes());
    return plan;
  }

  private Map<String, ExistingTopic> existingTopics() {
    Set<String> known = KafkaAnswers.await("list topics", admin.listTopics().names());
    List<String> names =
        catalogue.topics().stream().map(TopicSpec::name).filter(known::contains).toList();
    Map<String, TopicDescription> descriptions =
        KafkaAnswers.await("describe topics", admin.describeTopics(names).allTopicNames());
    Map<ConfigResource, Config> configs =
        KafkaAnswers.await(
            "describe topic configuration",
            admin.describeConfigs(names.stream().map(TopicDeployment::resource).toList()).all());
    Map<String, ExistingTopic> existing = new HashMap<>();
    descriptions.forEach(
        (name, description) ->
            existing.put(
                name,
                new ExistingTopic(
                    description.partitions().size(),
                    description.partitions().get(0).replicas().size(),
                    values(configs.get(resource(name))))));
    return existing;
  }

  private static Map<String, String> values(Config config) {
    return config.entries().stream()
        .filter(entry -> entry.value() != null)
        .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
  }

  void create(List<MissingTopic> topics) {
    topics.forEach(this::create);
    awaitVisible(topics.stream().map(MissingTopic::topic).toList());
  }

  /**
   * The controller answers when it has created a topic. A broker learns of it a moment later, and
   * until then a job or a second deploy step would not see the topic.
   */
  private void awaitVisible(List<String> names) {
    long giveUp = System.nanoTime() + VISIBLE_WITHIN.toNanos();
    while (!KafkaAnswers.await("list topics", admin.listTopics().names()).containsAll(names)) {
      if (System.nanoTime() > giveUp) {
        throw new DeploymentException(
            "The brokers do not show the new topics %s after %s. They are created. Look at the brokers, then run the deploy step again."
                .formatted(names, VISIBLE_WITHIN));
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  private void create(MissingTopic topic) {
    NewTopic newTopic =
        new NewTopic(topic.topic(), topic.partitions(), topic.replicationFactor())
            .configs(topic.config());
    try {
      KafkaAnswers.await(
          "create topic " + topic.topic(), admin.createTopics(List.of(newTopic)).all());
    } catch (DeploymentException e) {
      // Another deploy step ran at the same time, from the same catalogue. The next plan would show
      // any difference.
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private void correct(List<ConfigChange> changes) {
    Map<ConfigResource, Collection<AlterConfigOp>> operations = new HashMap<>();
    for (ConfigChange change : changes) {
      operations
          .computeIfAbsent(resource(change.topic()), topic -> new ArrayList<>())
          .add(new AlterConfigOp(new ConfigEntry(change.key(), change.wanted()), OpType.SET));
    }
    KafkaAnswers.await(
        "change topic configuration", admin.incrementalAlterConfigs(operations).all());
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }
}
