package io.parley.infra.scylla;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs statements that change the schema: patiently, on one node, each until all nodes agree.
 *
 * <p>The node is the one with the lowest host id among those that are up, so all runs choose the
 * same: a Cassandra node puts the changes it coordinates in one order, a cluster of them does not.
 */
final class SchemaChanges {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Pattern ADD_COLUMN =
      Pattern.compile("ALTER TABLE (\\w+) ADD (\\w+) .*", Pattern.CASE_INSENSITIVE);

  private final CqlSession session;

  SchemaChanges(CqlSession session) {
    this.session = session;
  }

  void run(String statement, String keyspace) {
    if (columnExists(statement, keyspace)) {
      return;
    }
    boolean agreed;
    try {
      ResultSet result =
          session.execute(
              SimpleStatement.newInstance(statement)
                  .setTimeout(PATIENCE)
                  .setNode(coordinator())
                  .setIdempotent(true));
      agreed = result.getExecutionInfo().isSchemaInAgreement();
    } catch (DriverException e) {
      throw new MigrationException(
          "The server refused '"
              + statement
              + "': "
              + e.getMessage()
              + ". Nothing after it was run.",
          e);
    }
    if (!agreed && !session.checkSchemaAgreement()) {
      throw new MigrationException(
          "The nodes do not agree on the schema after '"
              + statement
              + "'. Rows written now could be lost. See that all nodes are up, then run again.");
    }
  }

  /** CQL that both servers understand has no ADD IF NOT EXISTS. */
  private boolean columnExists(String statement, String keyspace) {
    Matcher matcher = ADD_COLUMN.matcher(statement);
    if (!matcher.matches()) {
      return false;
    }
    Optional<TableMetadata> table =
        session
            .refreshSchema()
            .getKeyspace(CqlIdentifier.fromCql(keyspace))
            .flatMap(found -> found.getTable(CqlIdentifier.fromCql(matcher.group(1))));
    return table
        .flatMap(found -> found.getColumn(CqlIdentifier.fromCql(matcher.group(2))))
        .isPresent();
  }

  private Node coordinator() {
    return session.getMetadata().getNodes().values().stream()
        .filter(node -> node.getState() == NodeState.UP)
        .min(Comparator.comparing(Node::getHostId))
        .orElseThrow(
            () -> new MigrationException("No node of the cluster is up: nothing was changed"));
  }
}
