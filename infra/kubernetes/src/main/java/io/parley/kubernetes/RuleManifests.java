package io.parley.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Prometheus operator's {@code PrometheusRule} with the alerts of infra/observability. */
final class RuleManifests {

  private RuleManifests() {}

  /**
   * The rule resource.
   *
   * @param alerts directory of rule files as Prometheus reads them
   */
  static ObjectNode of(Path alerts) {
    ObjectNode manifest = Yaml.document();
    manifest.put("apiVersion", "monitoring.coreos.com/v1");
    manifest.put("kind", "PrometheusRule");
    ObjectNode metadata = manifest.putObject("metadata");
    metadata.put("name", "parley");
    metadata.putObject("labels").put("app.kubernetes.io/part-of", "parley");
    ArrayNode groups = manifest.putObject("spec").putArray("groups");
    for (Path file : files(alerts)) {
      for (JsonNode document : Yaml.read(file)) {
        document.path("groups").forEach(groups::add);
      }
    }
    return manifest;
  }

  private static List<Path> files(Path alerts) {
    if (!Files.isDirectory(alerts)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(alerts)) {
      return files.filter(file -> file.toString().endsWith(".yml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(alerts + " cannot be listed", e);
    }
  }
}
