package io.parley.ingest.store;

import io.parley.flink.connector.scylladb.RowBinder;
import io.parley.flink.connector.scylladb.ScyllaUpsert;
import io.parley.flink.connector.scylladb.WriteTimestamp;
import java.util.Collections;

/** The CQL of this job's upserts. */
final class Upserts {

  private Upserts() {}

  /** An INSERT of the columns with a write timestamp. The job writes in no other way. */
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
