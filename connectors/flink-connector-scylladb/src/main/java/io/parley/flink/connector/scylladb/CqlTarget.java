package io.parley.flink.connector.scylladb;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.ColumnDefinition;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The write target of a cluster. It prepares each upsert once, over the TaskManager's shared
 * session.
 */
final class CqlTarget<T> implements WriteTarget<T> {

  private final CqlSessions.Lease lease;
  private final List<Prepared<T>> upserts;

  private CqlTarget(CqlSessions.Lease lease, List<Prepared<T>> upserts) {
    this.lease = lease;
    this.upserts = upserts;
  }

  static <T> CqlTarget<T> open(ScyllaConnection connection, List<ScyllaUpsert<T>> upserts)
      throws IOException, InterruptedException {
    CqlSessions.Lease lease = CqlSessions.SHARED.acquire(connection);
    boolean opened = false;
    try {
      List<Prepared<T>> prepared = new ArrayList<>();
      for (ScyllaUpsert<T> upsert : upserts) {
        prepared.add(prepare(upsert, lease.session(), connection));
      }
      opened = true;
      return new CqlTarget<>(lease, prepared);
    } finally {
      if (!opened) {
        lease.close();
      }
    }
  }

  @Override
  public void bind(T record, Consumer<BoundRow> out) {
    for (Prepared<T> upsert : upserts) {
      upsert.upsert.bind(record, upsert.statement, bound -> out.accept(row(bound, upsert)));
    }
  }

  @Override
  public CompletionStage<?> execute(Statement<?> statement) {
    return lease.session().executeAsync(statement);
  }

  @Override
  public void close() {
    lease.close();
  }

  private BoundRow row(BoundStatement bound, Prepared<T> upsert) {
    int bytes = 0;
    for (ByteBuffer value : bound.getValues()) {
      bytes += value == null ? 0 : value.remaining();
    }
    return new BoundRow(
        bound,
        upsert.upsert.cql(),
        upsert.table,
        upsert.tables.partition(bound.getRoutingKey()),
        bytes);
  }

  private static <T> Prepared<T> prepare(
      ScyllaUpsert<T> upsert, CqlSession session, ScyllaConnection connection)
      throws IOException, InterruptedException {
    PreparedStatement statement =
        new StartupRetry(connection.connectTimeout())
            .await(
                "prepare \"" + upsert.cql() + "\"",
                () -> session.prepareAsync(upsert.cql()),
                discarded -> {});
    StatementGuard.checkPrepared(upsert.cql(), statement);
    ColumnDefinition marker = statement.getVariableDefinitions().get(0);
    Optional<KeyspaceMetadata> keyspace = session.getMetadata().getKeyspace(marker.getKeyspace());
    ReplicaCount.require(marker.getKeyspace().asInternal(), keyspace, connection);
    String table = marker.getTable().asInternal();
    return new Prepared<>(
        upsert,
        statement,
        table,
        ReplicaGroup.of(marker.getKeyspace().asInternal(), table, keyspace));
  }

  private record Prepared<T>(
      ScyllaUpsert<T> upsert, PreparedStatement statement, String table, ReplicaGroup tables) {}
}
