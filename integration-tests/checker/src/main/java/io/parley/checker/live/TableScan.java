package io.parley.checker.live;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.function.Consumer;

/**
 * A reader of whole tables. It reads the ring in many small token ranges, each in pages. So no
 * request is large for any server, and only one page is in memory.
 */
final class TableScan {

  private static final int RANGES = 64;
  private static final int PAGE_ROWS = 1_000;

  private final CqlSession session;
  private final String keyspace;

  TableScan(CqlSession session, String keyspace) {
    this.session = session;
    this.keyspace = keyspace;
  }

  /**
   * Gives every row.
   *
   * @param columns what to select
   * @param partitionKey the columns of the partition key, as in {@code a, b}
   */
  void forEach(String table, String columns, String partitionKey, Consumer<Row> reader) {
    PreparedStatement statement =
        session.prepare(
            "SELECT %s FROM %s.%s WHERE token(%s) > ? AND token(%s) <= ?"
                .formatted(columns, keyspace, table, partitionKey, partitionKey));
    // No row has the lowest token, because the partitioner never returns it.
    long from = Long.MIN_VALUE;
    long step = Long.MAX_VALUE / RANGES * 2;
    for (int range = 1; range <= RANGES; range++) {
      long to = range == RANGES ? Long.MAX_VALUE : from + step;
      session.execute(statement.bind(from, to).setPageSize(PAGE_ROWS)).forEach(reader);
      from = to;
    }
  }
}
