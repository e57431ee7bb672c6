package io.parley.receipts.domain;

/** The timers of the current conversation: one in processing time, one in event time. */
public interface LedgerTimers {

  /** Processing time, milliseconds since 1970. */
  long now();

  /**
   * Sets the timer that calls {@link Ledger#flush}.
   *
   * @param before the time it is set for now, 0 for none
   * @param time processing time
   */
  void flushAt(long before, long time);

  /**
   * Sets the timer that calls {@link Ledger#expire}.
   *
   * @param before the time it is set for now, 0 for none
   * @param time event time
   */
  void expireAt(long before, long time);
}
