package io.parley.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.infra.kafka.TopicPlan;
import io.parley.infra.kafka.TopicPlan.MissingTopic;
import io.parley.infra.kafka.TopicSizing;
import io.parley.schemas.topic.TopicCatalogue;
import java.util.List;

/**
 * Strimzi's {@code KafkaTopic} for each topic of the catalogue, with the settings that the deploy
 * step gives a topic.
 */
final class TopicManifests {

  private TopicManifests() {}

  static List<ObjectNode> of(TopicCatalogue catalogue, TopicSizing sizing) {
    return TopicPlan.ofEmptyCluster(catalogue, sizing).missing().stream()
        .map(TopicManifests::topic)
        .toList();
  }

  private static ObjectNode topic(MissingTopic topic) {
    ObjectNode manifest = Strimzi.resource("KafkaTopic", topic.topic());
    ObjectNode spec = manifest.putObject("spec");
    spec.put("partitions", topic.partitions());
    spec.put("replicas", topic.replicationFactor());
    ObjectNode config = spec.putObject("config");
    topic.config().forEach(config::put);
    return manifest;
  }
}
