package io.parley.ingest.store;

import io.parley.flink.connector.scylladb.RowBinder;
import io.parley.flink.connector.scylladb.ScyllaUpsert;
import io.parley.flink.connector.scylladb.WriteTimestamp;
import java.util.Collections;

/** How this job words its statements. */
final class Upserts {

  private Upserts() {}

  /** An INSERT of the columns with a write timestamp: the one kind of write there is. */
  static <T> ScyllaUpsert<T> insert(
      String keyspace,
      String table,
      String columns,
      RowBinder<T> binder,
      WriteTimestamp<T> timestamp) {
    String markers = String.join(", ", Collections.nCopies(columns.split(",").length, "?"));
    return ScyllaUpsert.of(
        "INSERT INTO %s.%s (%s) VALUES (%s) USING TIMESTAMP ?"
            .formatted(keyspace, table, columns, markers),
        binder,
        timestamp);
  }
}
