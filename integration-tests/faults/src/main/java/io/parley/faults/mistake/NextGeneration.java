package io.parley.faults.mistake;

import io.parley.infra.kafka.SchemaDeployment;
import io.parley.infra.kafka.TopicDeployment;
import io.parley.infra.kafka.TopicSizing;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * The next generation of the topic of commands, as the ingest job's page on generations walks
 * through it: a topic with the settings that the catalogue gives the present one, and its schema.
 */
final class NextGeneration {

  /** Its name. */
  static final String TOPIC = Topics.COMMANDS + ".2";

  private NextGeneration() {}

  /**
   * Creates the topic and registers its schema.
   *
   * @param partitions of the topic; not more than the catalogue gives the present one
   */
  static void create(Admin admin, int partitions, String registryUrl) {
    TopicCatalogue topic =
        TopicCatalogue.load()
            .only(List.of(Topics.COMMANDS))
            .renamed(Map.of(Topics.COMMANDS, TOPIC));
    new TopicDeployment(admin, topic, new TopicSizing((short) 1, partitions)).apply();
    SchemaDeployment.to(List.of(registryUrl), Map.of(), topic).apply();
  }
}
