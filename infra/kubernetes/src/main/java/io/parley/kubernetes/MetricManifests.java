package io.parley.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The ConfigMap that tells the brokers' JMX exporter which metrics to show. */
final class MetricManifests {

  private MetricManifests() {}

  /**
   * The ConfigMap.
   *
   * @param rules a configuration of the JMX exporter
   */
  static ObjectNode of(Path rules) {
    ObjectNode manifest = Yaml.document();
    manifest.put("apiVersion", "v1");
    manifest.put("kind", "ConfigMap");
    manifest.putObject("metadata").put("name", "parley-kafka-metrics");
    try {
      manifest.putObject("data").put("metrics.yaml", Files.readString(rules));
    } catch (IOException e) {
      throw new UncheckedIOException(rules + " cannot be read", e);
    }
    return manifest;
  }
}
