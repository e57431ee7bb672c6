package io.parley.infra.kafka;

import io.parley.infra.kafka.TopicPlan.ConfigChange;
import io.parley.infra.kafka.TopicPlan.MissingTopic;
import io.parley.schemas.broker.PartitionRemedy;
import io.parley.schemas.topic.TopicSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;

/** A comparison of the topics of a cluster with the catalogue. It needs no Kafka server. */
final class TopicDiff {

  /**
   * A topic as the cluster has it.
   *
   * @param config effective values, defaults included
   */
  record ExistingTopic(int partitions, int replicationFactor, Map<String, String> config) {}

  /** Settings that are never changed in place, with the damage that a change would do. */
  private static final Map<String, String> FIXED =
      Map.of(
          TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
          "records that are there already would keep their dates and sort wrongly among new ones",
          TopicConfig.CLEANUP_POLICY_CONFIG,
          "the broker would delete records that readers count on");

  private static final String ANY_TIME = Long.toString(Long.MAX_VALUE);

  private final TopicSizing sizing;
  private final List<MissingTopic> missing = new ArrayList<>();
  private final List<ConfigChange> changes = new ArrayList<>();
  private final List<String> conflicts = new ArrayList<>();

  TopicDiff(TopicSizing sizing) {
    this.sizing = sizing;
  }

  TopicPlan compare(List<TopicSpec> wanted, Map<String, ExistingTopic> existing) {
    for (TopicSpec topic : wanted) {
      ExistingTopic found = existing.get(topic.name());
      if (found == null) {
        missing.add(
            new MissingTopic(
                topic.name(),
                sizing.partitions(topic),
                sizing.replicationFactor(),
                configOf(topic)));
      } else {
        comparePartitions(topic, found);
        compareReplicas(topic, found);
        compareConfig(topic, found);
      }
    }
    return new TopicPlan(missing, changes, conflicts);
  }

  private void comparePartitions(TopicSpec topic, ExistingTopic found) {
    int wanted = sizing.partitions(topic);
    if (found.partitions() != wanted && !topic.newerGeneration()) {
      conflicts.add(
          ("%s has %d partitions, the catalogue wants %d. With another number keys move to other"
                  + " partitions, and a conversation's records lose their order. If"
                  + " sizing.max-partitions or the catalogue has changed, set it back. %s")
              .formatted(topic.name(), found.partitions(), wanted, PartitionRemedy.of(wanted)));
    }
  }

  private void compareReplicas(TopicSpec topic, ExistingTopic found) {
    if (found.replicationFactor() < sizing.replicationFactor()) {
      conflicts.add(
          ("%s has replication factor %d, %d is wanted: a lost broker could lose acknowledged"
                  + " records. Assign more replicas with Kafka's own tools.")
              .formatted(topic.name(), found.replicationFactor(), sizing.replicationFactor()));
    }
  }

  private void compareConfig(TopicSpec topic, ExistingTopic found) {
    configOf(topic)
        .forEach(
            (key, wanted) -> {
              String value = found.config().get(key);
              if (wanted.equals(value)) {
                return;
              }
              if (FIXED.containsKey(key)) {
                conflicts.add(
                    "%s has %s=%s, the catalogue wants %s. It is not changed in place: %s. Create a new topic and move over, or delete this one if nothing in it counts."
                        .formatted(topic.name(), key, value, wanted, FIXED.get(key)));
              } else {
                changes.add(new ConfigChange(topic.name(), key, value, wanted));
              }
            });
  }

  private Map<String, String> configOf(TopicSpec topic) {
    Map<String, String> config = new TreeMap<>();
    config.put(
        TopicConfig.CLEANUP_POLICY_CONFIG,
        topic.compacted() ? TopicConfig.CLEANUP_POLICY_COMPACT : TopicConfig.CLEANUP_POLICY_DELETE);
    topic
        .retention()
        .ifPresent(
            retention ->
                config.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis())));
    config.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, topic.timestamps().kafkaName());
    if (topic.timestamps() == TopicSpec.Timestamps.CREATE_TIME) {
      // The records bear the time of the event. The broker must not compare it with its own clock:
      // a record that it refuses for its time would stop the job that writes it, and be refused
      // again at each restart.
      config.put(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, ANY_TIME);
      config.put(TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, ANY_TIME);
    }
    // A replica that missed records must not become the leader: acknowledged records would go.
    config.put(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
    config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(topic.maxBytes()));
    config.put(
        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(sizing.minInSyncReplicas()));
    return config;
  }
}
