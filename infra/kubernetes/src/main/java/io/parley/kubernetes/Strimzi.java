package io.parley.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What all resources of Strimzi have in common. */
final class Strimzi {

  /** The name of the Kafka cluster in the manifests. */
  static final String CLUSTER = "parley";

  /** Where kustomize puts everything; named in generated files too, so that each stands alone. */
  private static final String NAMESPACE = "parley";

  private static final String API = "kafka.strimzi.io/v1";

  private Strimzi() {}

  /** A resource without a specification. */
  static ObjectNode resource(String kind, String name) {
    ObjectNode manifest = Yaml.document();
    manifest.put("apiVersion", API);
    manifest.put("kind", kind);
    ObjectNode metadata = manifest.putObject("metadata");
    metadata.put("name", name);
    metadata.put("namespace", NAMESPACE);
    metadata.putObject("labels").put("strimzi.io/cluster", CLUSTER);
    return manifest;
  }
}
