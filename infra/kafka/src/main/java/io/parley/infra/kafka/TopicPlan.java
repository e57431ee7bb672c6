package io.parley.infra.kafka;

import io.parley.schemas.topic.TopicCatalogue;
import java.util.List;
import java.util.Map;

/**
 * The differences between a cluster and the topic catalogue.
 *
 * @param missing topics to create
 * @param changes configuration to correct in place
 * @param conflicts differences that cannot be corrected in place, each explained; if there is one,
 *     nothing is applied
 */
public record TopicPlan(
    List<MissingTopic> missing, List<ConfigChange> changes, List<String> conflicts) {

  /** A topic that the cluster does not have. */
  public record MissingTopic(
      String topic, int partitions, short replicationFactor, Map<String, String> config) {

    @Override
    public String toString() {
      return "+ %s: %d partitions, %d copies, %s"
          .formatted(topic, partitions, replicationFactor, config);
    }
  }

  /** A configuration entry of a topic whose value differs. */
  public record ConfigChange(String topic, String key, String found, String wanted) {

    @Override
    public String toString() {
      return "~ %s: %s is %s, becomes %s".formatted(topic, key, found, wanted);
    }
  }

  public TopicPlan {
    missing = List.copyOf(missing);
    changes = List.copyOf(changes);
    conflicts = List.copyOf(conflicts);
  }

  /**
   * What an empty cluster lacks: every topic of a catalogue, with all its settings.
   *
   * @param catalogue with the names that the topics have on the brokers
   */
  public static TopicPlan ofEmptyCluster(TopicCatalogue catalogue, TopicSizing sizing) {
    return new TopicDiff(sizing).compare(catalogue.topics(), Map.of());
  }

  /** Whether cluster and catalogue agree. */
  public boolean isUpToDate() {
    return missing.isEmpty() && changes.isEmpty() && conflicts.isEmpty();
  }

  /** The differences, one per line. */
  @Override
  public String toString() {
    if (isUpToDate()) {
      return "all topics are as the catalogue says";
    }
    StringBuilder diff = new StringBuilder();
    missing.forEach(topic -> diff.append(topic).append('\n'));
    changes.forEach(change -> diff.append(change).append('\n'));
    conflicts.forEach(conflict -> diff.append("! ").append(conflict).append('\n'));
    return diff.toString();
  }
}
