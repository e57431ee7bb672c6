package io.parley.benchmarks.bare;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.parley.cli.Provisioning;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Rows on their way to the database, with a bound on the requests under way. For one thread. */
final class RowWrites {

  private static final int UNDER_WAY = 512;

  private final CqlSession session;
  private final Counters counters;
  private final ArrayDeque<CompletableFuture<?>> underWay = new ArrayDeque<>();

  RowWrites(CqlSession session, Counters counters) {
    this.session = session;
    this.counters = counters;
  }

  /**
   * Prepares an insert whose last marker is the write timestamp.
   *
   * @param columns their names, separated by commas
   */
  PreparedStatement insert(String table, String columns) {
    String markers = columns.replaceAll("[^,]+", "?");
    return session.prepare(
        "INSERT INTO %s.%s (%s) VALUES (%s) USING TIMESTAMP ?"
            .formatted(Provisioning.KEYSPACE, table, columns, markers));
  }

  /**
   * Writes rows of one partition with one request. Waits if too many requests are under way.
   *
   * @return done when the database has acknowledged the rows
   */
  CompletableFuture<?> write(List<BoundStatement> rows) throws Exception {
    await(UNDER_WAY - 1);
    CompletableFuture<?> written =
        session
            .executeAsync(
                rows.size() == 1
                    ? rows.get(0)
                    : BatchStatement.builder(DefaultBatchType.UNLOGGED)
                        .addStatements(new ArrayList<>(rows))
                        .build())
            .toCompletableFuture();
    underWay.add(written);
    counters.rows().add(rows.size());
    counters.requests().increment();
    return written;
  }

  /** Waits until all rows are acknowledged. */
  void await() throws Exception {
    await(0);
  }

  private void await(int left) throws Exception {
    while (!underWay.isEmpty() && (underWay.size() > left || underWay.peek().isDone())) {
      underWay.remove().get();
    }
  }
}
