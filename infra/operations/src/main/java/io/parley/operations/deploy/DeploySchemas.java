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
  List<Change> run(ClusterConfig config, boolean apply) {
    SchemaDeployment schemas =
        SchemaDeployment.to(
            config.services().registry().urls(),
            config.services().registry().client(),
            config.topics());
    return (apply ? schemas.apply() : schemas.plan())
        .stream()
            .filter(DeployedSchema::isNew)
            .map(schema -> Change.create(schema.subject()))
            .toList();
  }
}
