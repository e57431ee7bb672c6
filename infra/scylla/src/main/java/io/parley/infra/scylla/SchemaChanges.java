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
 * Runs statements that change the schema. It sends all of them to one node, with a long timeout,
 * and waits after each until all nodes agree on the schema.
 *
 * <p>The node is the one with the lowest host id among the nodes that are up, so that all runs
 * choose the same node. A Cassandra node puts the changes that it coordinates in one order. A
 * Cassandra cluster does not order the changes of different coordinators.
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
              + ". The statements after it were not run.",
          e);
    }
    if (!agreed && !session.checkSchemaAgreement()) {
      throw new MigrationException(
          "The nodes do not agree on the schema after '"
              + statement
              + "'. Rows written now could be lost. Make sure that all nodes are up, then run"
              + " again.");
    }
  }

  /**
   * Whether the statement adds a column that exists already. ScyllaDB and Cassandra have no common
   * form of ADD IF NOT EXISTS.
   */
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
            () -> new MigrationException("No node of the cluster is up. Nothing was changed."));
  }
}
