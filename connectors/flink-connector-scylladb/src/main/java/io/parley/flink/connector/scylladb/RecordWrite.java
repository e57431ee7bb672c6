package io.parley.flink.connector.scylladb;

import java.util.List;

/**
 * A record on its way through the {@link WriteEngine}, until all of its rows are acknowledged or
 * refused. Owned by the task thread. Subclasses add the state of their operator.
 */
class RecordWrite<T> {

  private final T record;
  private final boolean restored;
  private List<BoundRow> rows;
  private int openRows;
  private RefusedRow<T> refusal;

  /**
   * @param restored whether the record comes from a checkpoint, where its rows were not
   *     acknowledged
   */
  RecordWrite(T record, boolean restored) {
    this.record = record;
    this.restored = restored;
  }

  final T record() {
    return record;
  }

  final boolean isRestored() {
    return restored;
  }

  /** The bound rows of the record; null before {@link #bound}. */
  final List<BoundRow> rows() {
    return rows;
  }

  /** Called once. From now on the rows are open, until {@link #rowSettled} was called for each. */
  final void bound(List<BoundRow> boundRows) {
    rows = boundRows;
    openRows = boundRows.size();
  }

  /**
   * The key of the row's partition queue in {@link WindowShares}. Here each partition of the table
   * has a queue of its own.
   */
  Object queueKey(BoundRow row) {
    return row.partition();
  }

  final boolean isSettled() {
    return openRows == 0;
  }

  /** The first refusal, or null if every settled row is written. */
  final RefusedRow<T> refusal() {
    return refusal;
  }

  final void rowSettled() {
    openRows--;
  }

  final void refuse(String cql, ErrorRule rule, Throwable cause, int attempts) {
    if (refusal == null) {
      refusal = new RefusedRow<>(record, cql, rule.name(), cause, attempts);
    }
  }
}
