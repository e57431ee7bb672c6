package io.parley.flink.connector.scylladb;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.io.Serializable;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.flink.util.function.SerializableFunction;

/**
 * Which rows of one table a record writes: a CQL statement, how a record's values go into it, and
 * the record's write timestamp. Immutable; the same upsert may serve several sinks.
 *
 * <pre>{@code
 * ScyllaUpsert.of(
 *     "INSERT INTO home.readings (sensor, at, value) VALUES (?, ?, ?) USING TIMESTAMP ?",
 *     (reading, row) ->
 *         row.setString("sensor", reading.sensor())
 *             .setInstant("at", reading.at())
 *             .setDouble("value", reading.value()),
 *     Reading::micros);
 * }</pre>
 *
 * <p>The timestamp is a marker of the statement, not the protocol's per-request timestamp: a batch
 * has only one of the latter, and rows of different age must be able to share a batch. The marker
 * is bound by the connector. Requests are routed by the partition key, whose columns must all be
 * markers.
 *
 * @param <T> type of the records
 */
public final class ScyllaUpsert<T> implements Serializable {

  private final String cql;
  private final Rows<T> rows;

  private ScyllaUpsert(String cql, Rows<T> rows) {
    this.cql = cql;
    this.rows = rows;
  }

  /**
   * An upsert that writes one row for each record.
   *
   * @param cql an INSERT, UPDATE or DELETE with {@code USING TIMESTAMP ?}
   * @throws IllegalArgumentException if repeating the statement could change its result; the
   *     message says why and what to write instead
   */
  public static <T> ScyllaUpsert<T> of(
      String cql, RowBinder<? super T> binder, WriteTimestamp<? super T> timestamp) {
    StatementGuard.checkText(cql, false);
    return create(cql, binder, timestamp, null);
  }

  /**
   * As {@link #of(String, RowBinder, WriteTimestamp)}, for a statement that also has {@code TTL ?}.
   */
  public static <T> ScyllaUpsert<T> of(
      String cql,
      RowBinder<? super T> binder,
      WriteTimestamp<? super T> timestamp,
      TimeToLive<? super T> timeToLive) {
    StatementGuard.checkText(cql, true);
    return create(cql, binder, timestamp, Objects.requireNonNull(timeToLive, "timeToLive"));
  }

  /**
   * The same statement for a record with any number of rows, zero included: {@code
   * member.forEach(event -> event.members())}.
   */
  public <R> ScyllaUpsert<R> forEach(
      SerializableFunction<? super R, ? extends Iterable<? extends T>> parts) {
    Objects.requireNonNull(parts, "parts");
    Rows<T> each = rows;
    return new ScyllaUpsert<>(
        cql,
        (record, prepared, out) -> {
          for (T part : parts.apply(record)) {
            each.bind(part, prepared, out);
          }
        });
  }

  String cql() {
    return cql;
  }

  /** Binds the rows of {@code record} and gives them to {@code out} in order. */
  void bind(T record, PreparedStatement prepared, Consumer<BoundStatement> out) {
    rows.bind(record, prepared, out);
  }

  private static <T> ScyllaUpsert<T> create(
      String cql,
      RowBinder<? super T> binder,
      WriteTimestamp<? super T> timestamp,
      TimeToLive<? super T> timeToLive) {
    Objects.requireNonNull(binder, "binder");
    Objects.requireNonNull(timestamp, "timestamp: an upsert needs a write timestamp");
    return new ScyllaUpsert<>(
        cql,
        (record, prepared, out) -> {
          BoundStatementBuilder row =
              binder
                  .bind(record, prepared.boundStatementBuilder())
                  .setLong(StatementGuard.TIMESTAMP_MARKER, positive(timestamp.micros(record)));
          if (timeToLive != null) {
            row = row.setInt(StatementGuard.TTL_MARKER, timeToLive.seconds(record));
          }
          out.accept(withoutNulls(row).setIdempotence(true).build());
        });
  }

  private static long positive(long micros) {
    if (micros <= 0) {
      throw new IllegalArgumentException(
          "The write timestamp is "
              + micros
              + " microseconds, expected a number above 0: it would lose against any other write.");
    }
    return micros;
  }

  /**
   * Leaves a null unset. A null that is bound is a tombstone, which costs every later read of the
   * row.
   */
  private static BoundStatementBuilder withoutNulls(BoundStatementBuilder row) {
    BoundStatementBuilder result = row;
    for (int i = 0; i < row.size(); i++) {
      if (row.getBytesUnsafe(i) == null) {
        result = result.unset(i);
      }
    }
    return result;
  }

  /** What remains of an upsert once its types are folded into each other. */
  @FunctionalInterface
  private interface Rows<T> extends Serializable {
    void bind(T record, PreparedStatement prepared, Consumer<BoundStatement> out);
  }
}
