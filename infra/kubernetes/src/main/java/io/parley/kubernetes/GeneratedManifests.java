package io.parley.kubernetes;

import io.parley.infra.kafka.TopicSizing;
import io.parley.schemas.job.JobSpec;
import io.parley.schemas.rights.RightsTable;
import io.parley.schemas.topic.TopicCatalogue;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All generated files below {@code infra/kubernetes}, with the texts that they must have. */
public final class GeneratedManifests {

  private static final String MARK =
      "Generated from %s. A test holds it equal; -Dparley.regenerate=true writes it anew.";

  private GeneratedManifests() {}

  /**
   * The texts, by path relative to {@code infra/kubernetes}.
   *
   * @param project the project's directory
   */
  public static Map<Path, String> texts(Path project) {
    TopicCatalogue topics = TopicCatalogue.load();
    Map<Path, String> texts = new TreeMap<>();
    texts.put(
        Path.of("overlays/production/topics.yaml"),
        Yaml.write(
            MARK.formatted("topics.yaml, for three copies"),
            TopicManifests.of(topics, TopicSizing.production())));
    texts.put(
        Path.of("overlays/small/topics.yaml"),
        Yaml.write(
            MARK.formatted("topics.yaml, for one broker"),
            TopicManifests.of(topics, TopicSizing.local())));
    texts.put(
        Path.of("base/kafka/users.yaml"),
        Yaml.write(
            MARK.formatted("rights.yaml"),
            new UserManifests(JobSpec.DEFAULT_ID_PREFIX).of(RightsTable.load())));
    texts.put(
        Path.of("base/monitoring/prometheus-rules.yaml"),
        Yaml.write(
            MARK.formatted("infra/observability/alerts"),
            List.of(RuleManifests.of(project.resolve("infra/observability/alerts")))));
    texts.put(
        Path.of("base/kafka/metrics.yaml"),
        Yaml.write(
            MARK.formatted("infra/observability/kafka-metrics.yaml"),
            List.of(
                MetricManifests.of(project.resolve("infra/observability/kafka-metrics.yaml")))));
    return texts;
  }
}
