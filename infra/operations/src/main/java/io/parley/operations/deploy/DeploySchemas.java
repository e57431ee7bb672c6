package io.parley.operations.deploy;

import io.parley.command.cluster.ClusterConfig;
import io.parley.infra.kafka.SchemaDeployment;
import io.parley.infra.kafka.SchemaDeployment.DeployedSchema;
import java.util.List;
import picocli.CommandLine.Command;

/** The command {@code deploy schemas}. */
@Command(
    name = "schemas",
    mixinStandardHelpOptions = true,
    header = "Registers the schemas of all topics, each under its subject.",
    description = {
      "",
      "Sets the compatibility of each subject to FULL_TRANSITIVE. A schema that the registry would"
          + " refuse is named, also by --dry-run.",
      ""
    })
final class DeploySchemas extends DeployStep {

  @Override
  void run(ClusterConfig config, boolean apply, List<Change> changes) {
    SchemaDeployment schemas =
        SchemaDeployment.to(
            config.services().registry().urls(),
            config.services().registry().client(),
            config.topics());
    for (DeployedSchema schema : apply ? schemas.apply() : schemas.plan()) {
      if (schema.isNew()) {
        changes.add(Change.create(schema.subject()));
      }
      schema
          .weakLevel()
          .ifPresent(
              level ->
                  changes.add(
                      new Change(
                          Change.Kind.CHANGE,
                          "%s: compatibility is %s, becomes %s"
                              .formatted(
                                  schema.subject(), level, SchemaDeployment.COMPATIBILITY))));
    }
  }
}
