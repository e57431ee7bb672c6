package io.parley.flink.connector.scylladb;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.util.List;

/**
 * One request: a row, or a batch of rows with one partition key. Each attempt sends the same
 * statement. Owned by the task thread.
 */
final class WriteRequest<T> {

  private final List<Row<T>> rows;
  private final List<Row<T>> rest;
  private final Statement<?> statement;
  private long firstSentNanos;
  private long sentNanos;
  private int attempts;
  private long number;
  private boolean repetition;

  WriteRequest(List<Row<T>> rows) {
    this(rows, List.of());
  }

  private WriteRequest(List<Row<T>> rows, List<Row<T>> rest) {
    this.rows = rows;
    this.rest = rest;
    this.repetition = rows.get(0).write().isRestored();
    this.statement = rows.size() == 1 ? rows.get(0).bound().statement() : batch(rows);
  }

  List<Row<T>> rows() {
    return rows;
  }

  /** The same rows one by one: the first now, and each further one by {@link #next}. */
  WriteRequest<T> takenApart() {
    return new WriteRequest<>(rows.subList(0, 1), rows.subList(1, rows.size()));
  }

  /** Whether rows of the batch that this request was taken from are still to be sent. */
  boolean hasNext() {
    return !rest.isEmpty();
  }

  /** The request for the next row of the batch, to be sent once this one is settled. */
  WriteRequest<T> next() {
    return new WriteRequest<>(rest.subList(0, 1), rest.subList(1, rest.size()));
  }

  Object queueKey() {
    Row<T> first = rows.get(0);
    return first.write().queueKey(first.bound());
  }

  Statement<?> statement() {
    return statement;
  }

  /**
   * Whether its rows may have been sent before, by this request or before a restore, and were not
   * acknowledged.
   */
  boolean isRepetition() {
    return repetition;
  }

  /** The next attempt repeats this one. */
  void repeat() {
    repetition = true;
  }

  int attempts() {
    return attempts;
  }

  /** The number that {@link InFlightLimit} gave to the last attempt. */
  long number() {
    return number;
  }

  void sent(long requestNumber, long nowNanos) {
    if (attempts == 0) {
      firstSentNanos = nowNanos;
    }
    attempts++;
    number = requestNumber;
    sentNanos = nowNanos;
  }

  long nanosSinceFirstSent(long nowNanos) {
    return nowNanos - firstSentNanos;
  }

  long nanosSinceSent(long nowNanos) {
    return nowNanos - sentNanos;
  }

  /** Unlogged: its rows have the same replicas, and each is idempotent; no batch log is needed. */
  private static BatchStatement batch(List<? extends Row<?>> rows) {
    BatchStatementBuilder batch = BatchStatement.builder(DefaultBatchType.UNLOGGED);
    rows.forEach(row -> batch.addStatement(row.bound().statement()));
    return batch.setIdempotence(true).build();
  }

  /** A row and the record that it belongs to. */
  record Row<T>(BoundRow bound, RecordWrite<T> write) {}
}
