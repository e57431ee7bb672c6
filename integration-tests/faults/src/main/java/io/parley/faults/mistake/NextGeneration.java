package io.parley.faults.mistake;

import io.parley.infra.kafka.SchemaDeployment;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;

/**
 * The next generation of the topic of commands, as the ingest job's page on generations walks
 * through it: a topic with the settings of the present one, and its schema.
 */
final class NextGeneration {

  /** Its name. */
  static final String TOPIC = Topics.COMMANDS + ".2";

  private NextGeneration() {}

  static void create(Admin admin, int partitions, String registryUrl)
      throws ExecutionException, InterruptedException {
    ConfigResource present = new ConfigResource(ConfigResource.Type.TOPIC, Topics.COMMANDS);
    Map<String, String> settings =
        admin.describeConfigs(List.of(present)).all().get().get(present).entries().stream()
            .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
            .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    NewTopic topic = new NewTopic(TOPIC, Optional.of(partitions), Optional.empty());
    admin.createTopics(List.of(topic.configs(settings))).all().get();
    SchemaDeployment.to(
            List.of(registryUrl),
            Map.of(),
            TopicCatalogue.load()
                .only(List.of(Topics.COMMANDS))
                .renamed(Map.of(Topics.COMMANDS, TOPIC)))
        .apply();
  }
}
