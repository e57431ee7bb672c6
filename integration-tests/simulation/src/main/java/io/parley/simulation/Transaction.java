package io.parley.simulation;

/** A Kafka transaction. Its records can be read at once; readers of committed records wait. */
final class Transaction {

  private boolean committed;

  /** A transaction that has been committed, for producers that use none. */
  static Transaction none() {
    Transaction none = new Transaction();
    none.commit();
    return none;
  }

  void commit() {
    committed = true;
  }

  boolean isCommitted() {
    return committed;
  }
}
