package io.parley.flink.connector.scylladb;

/**
 * A record on its way through the {@link WriteEngine}, until all of its rows are acknowledged or
 * refused. Owned by the task thread; subclasses add what their operator must remember.
 */
class RecordWrite<T> {

  private final T record;
  private int openRows;
  private RefusedRow<T> refusal;

  RecordWrite(T record) {
    this.record = record;
  }

  final T record() {
    return record;
  }

  final boolean isSettled() {
    return openRows == 0;
  }

  /** The first refusal, or null if every settled row is written. */
  final RefusedRow<T> refusal() {
    return refusal;
  }

  final void open(int rows) {
    openRows += rows;
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
