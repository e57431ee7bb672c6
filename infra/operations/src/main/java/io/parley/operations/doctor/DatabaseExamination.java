package io.parley.operations.doctor;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import io.parley.command.cluster.ClusterConfig;
import io.parley.infra.scylla.ExpectedTables;
import io.parley.infra.scylla.MigrationException;
import io.parley.infra.scylla.MigrationPlan;
import io.parley.infra.scylla.Migrations;
import io.parley.infra.scylla.SchemaMigrator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at the CQL cluster: nodes, replication of the keyspace, durable writes, tablets,
 * migrations, and the columns of the tables.
 */
final class DatabaseExamination implements Examination {

  private static final int QUORUM_NEEDS = 3;

  @Override
  public String area() {
    return "database";
  }

  @Override
  public List<Finding> findings(ClusterConfig config) {
    try (CqlSession session = config.services().connectCql()) {
      List<Finding> findings = new ArrayList<>(nodes(session));
      String name = config.services().keyspace();
      Optional<KeyspaceMetadata> keyspace = session.refreshSchema().getKeyspace(name);
      if (keyspace.isEmpty()) {
        findings.add(
            Finding.fault(
                area(),
                "Keyspace %s does not exist. `parley deploy tables` creates it.".formatted(name)));
        return findings;
      }
      findings.addAll(keyspace(keyspace.get(), config));
      tablets(session, name).ifPresent(findings::add);
      migrations(session, config).ifPresent(findings::add);
      ExpectedTables.after(Migrations.load())
          .differences(keyspace.get())
          .forEach(
              difference ->
                  findings.add(
                      Finding.fault(
                          area(),
                          difference
                              + " Writes to it would be refused. `parley deploy tables` makes what"
                              + " is missing, without rows; what is different must be repaired by"
                              + " hand.")));
      return findings;
    }
  }

  private List<Finding> nodes(CqlSession session) {
    List<Finding> findings = new ArrayList<>();
    for (Node node : session.getMetadata().getNodes().values()) {
      if (node.getState() == NodeState.DOWN || node.getState() == NodeState.FORCED_DOWN) {
        findings.add(
            Finding.warning(
                area(),
                "Node %s is down. Writes go on while a quorum of each row's copies is up."
                    .formatted(node.getEndPoint())));
      }
    }
    return findings;
  }

  private List<Finding> keyspace(KeyspaceMetadata keyspace, ClusterConfig config) {
    List<Finding> findings = new ArrayList<>();
    if (!keyspace.isDurableWrites()) {
      findings.add(
          Finding.fault(
              area(),
              "Keyspace %s has durable_writes = false, so an acknowledged row is lost with a node's memory. ALTER KEYSPACE it."
                  .formatted(config.services().keyspace())));
    }
    config
        .replication()
        .forEach(
            (datacenter, copies) -> {
              if (copies < QUORUM_NEEDS) {
                findings.add(
                    Finding.warning(
                        area(),
                        "%d copies in data center %s: with fewer than %d a quorum does not survive the loss of a node. That is for a machine of a developer."
                            .formatted(copies, datacenter, QUORUM_NEEDS)));
              }
            });
    return findings;
  }

  private Optional<Finding> migrations(CqlSession session, ClusterConfig config) {
    try {
      MigrationPlan plan = new SchemaMigrator(session, config.keyspace(), Migrations.load()).plan();
      return plan.isUpToDate()
          ? Optional.empty()
          : Optional.of(
              Finding.fault(
                  area(),
                  "Migrations %s must be run. `parley deploy tables` runs them."
                      .formatted(plan.pending())));
    } catch (MigrationException e) {
      return Optional.of(Finding.fault(area(), e.getMessage()));
    }
  }

  /** ScyllaDB lists keyspaces with tablets in a table that Cassandra does not have. */
  private Optional<Finding> tablets(CqlSession session, String keyspace) {
    try {
      Row row =
          session
              .execute(
                  SimpleStatement.newInstance(
                      "SELECT initial_tablets FROM system_schema.scylla_keyspaces WHERE"
                          + " keyspace_name = ?",
                      keyspace))
              .one();
      return row == null || row.isNull(0)
          ? Optional.empty()
          : Optional.of(
              Finding.warning(
                  area(),
                  "Keyspace %s has tablets. Rows of several tables with one partition key may then have different replicas, and driver 4.18 learns tablets from reads only, so many writes take one hop more. Measure, or create the keyspace with tablets = {'enabled': false}."
                      .formatted(keyspace)));
    } catch (QueryValidationException e) {
      return Optional.empty();
    }
  }
}
