package io.parley.operations.doctor;

import io.parley.command.cluster.ClusterConfig;
import io.parley.infra.kafka.SchemaDeployment;
import java.util.ArrayList;
import java.util.List;

/** Looks at the schema registry: whether all schemas are there, and how they are guarded. */
final class RegistryExamination implements Examination {

  @Override
  public String area() {
    return "registry";
  }

  @Override
  public List<Finding> findings(ClusterConfig config) {
    SchemaDeployment schemas =
        SchemaDeployment.to(
            config.services().registry().urls(),
            config.services().registry().client(),
            config.topics());
    List<Finding> findings = new ArrayList<>();
    schemas
        .plan()
        .forEach(
            schema -> {
              if (schema.isNew()) {
                findings.add(
                    Finding.fault(
                        area(),
                        "Subject %s does not have this build's schema, so records of its topic cannot be written. `parley deploy schemas` registers it."
                            .formatted(schema.subject())));
              }
            });
    schemas
        .weaklyGuardedSubjects()
        .forEach(
            (subject, level) ->
                findings.add(
                    Finding.fault(
                        area(),
                        "Subject %s has compatibility %s; expected %s. A schema that old readers cannot read could be registered. `parley deploy schemas` sets it."
                            .formatted(subject, level, SchemaDeployment.COMPATIBILITY))));
    return findings;
  }
}
