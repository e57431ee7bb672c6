package io.parley.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A resource that makes pods of ours: a job, the registry, the deploy step or a gateway.
 *
 * @param resource the manifest
 * @param template the template of its pods
 */
record Workload(JsonNode resource, JsonNode template) {

  /** Every resource with a template of pods, whatever its kind. */
  static List<Workload> all() {
    List<Workload> workloads = new ArrayList<>();
    for (JsonNode resource : Project.resources()) {
      for (String template : List.of("/spec/template", "/spec/podTemplate")) {
        if (resource.at(template).has("spec")) {
          workloads.add(new Workload(resource, resource.at(template)));
        }
      }
    }
    return workloads;
  }

  /** The workload of a name. */
  static Workload named(String name) {
    return all().stream()
        .filter(workload -> workload.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No workload " + name));
  }

  String name() {
    return Project.name(resource);
  }

  List<JsonNode> volumes() {
    return list(template.at("/spec/volumes"));
  }

  /** Whether a selector of labels matches its pods. Labels that Flink adds do not count. */
  boolean isSelectedBy(JsonNode selector) {
    Map<String, String> wanted = map(selector.path("matchLabels"));
    return !wanted.isEmpty()
        && map(template.at("/metadata/labels")).entrySet().containsAll(wanted.entrySet());
  }

  /** Whether its manifest or a ConfigMap that its pods mount names an address. */
  boolean uses(String address) {
    List<String> mounted =
        volumes().stream().map(volume -> volume.at("/configMap/name").asText()).toList();
    return resource.toString().contains(address)
        || Project.resources("ConfigMap").stream()
            .filter(map -> mounted.contains(Project.name(map)))
            .anyMatch(map -> map.toString().contains(address));
  }

  /** The elements of an array, none if it is missing. */
  static List<JsonNode> list(JsonNode array) {
    List<JsonNode> nodes = new ArrayList<>();
    array.forEach(nodes::add);
    return nodes;
  }

  private static Map<String, String> map(JsonNode labels) {
    Map<String, String> map = new TreeMap<>();
    labels.fieldNames().forEachRemaining(name -> map.put(name, labels.get(name).asText()));
    return map;
  }
}
