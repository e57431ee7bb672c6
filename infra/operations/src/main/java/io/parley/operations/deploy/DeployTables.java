package io.parley.operations.deploy;

import com.datastax.oss.driver.api.core.CqlSession;
import io.parley.command.cluster.ClusterConfig;
import io.parley.infra.scylla.MigrationPlan;
import io.parley.infra.scylla.Migrations;
import io.parley.infra.scylla.SchemaMigrator;
import java.util.List;
import picocli.CommandLine.Command;

/** The command {@code deploy tables}. */
@Command(
    name = "tables",
    mixinStandardHelpOptions = true,
    header = "Creates the keyspace and runs the migrations that it has not had.",
    description = {
      "",
      "A migration is run again if a table that it makes is gone. The table is empty then; its rows"
          + " are in a backup only.",
      "",
      "A keyspace with another replication than the configuration's is refused, and nothing is"
          + " changed.",
      ""
    })
final class DeployTables extends DeployStep {

  @Override
  void run(ClusterConfig config, boolean apply, List<Change> changes) {
    try (CqlSession session = config.services().connectCql()) {
      SchemaMigrator migrator = new SchemaMigrator(session, config.keyspace(), Migrations.load());
      MigrationPlan plan = apply ? migrator.migrate() : migrator.plan();
      plan.pending().forEach(migration -> changes.add(Change.create(migration)));
    }
  }
}
