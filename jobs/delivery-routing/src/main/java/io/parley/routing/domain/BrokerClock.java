package io.parley.routing.domain;

import java.util.function.LongSupplier;

/**
 * An estimate of the brokers' time, from the append times of the records that a task reads.
 *
 * <p>A record that is read now was appended at its append time or later than it. So each record
 * gives a lower bound, and between two records the bound rises with the time that has elapsed here.
 * The machine's calendar is never asked: a clock that is set wrong changes nothing, because only
 * its ticks count. The estimate never goes back, and it is behind the brokers' time by the age of
 * the freshest record that was read; gateways write one every two seconds.
 *
 * <p>Limit: it follows the broker that is ahead of the others. If a broker's clock jumps ahead, the
 * deadlines that are running then pass once too early.
 */
public final class BrokerClock {

  /** The time before any record was read. */
  public static final long UNKNOWN = Long.MIN_VALUE;

  private final LongSupplier nanos;
  private long anchor = UNKNOWN;
  private long anchoredAt;

  /**
   * @param nanos elapsed time in nanoseconds, such as {@link System#nanoTime}
   */
  public BrokerClock(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Notes the append time of a record that has just been read. Milliseconds since 1970. */
  public void observe(long appendTime) {
    long now = nanos.getAsLong();
    if (anchor == UNKNOWN || appendTime > at(now)) {
      anchor = appendTime;
      anchoredAt = now;
    }
  }

  /** The estimate in milliseconds since 1970, or {@link #UNKNOWN}. */
  public long now() {
    return anchor == UNKNOWN ? UNKNOWN : at(nanos.getAsLong());
  }

  private long at(long now) {
    return anchor + (now - anchoredAt) / 1_000_000;
  }
}
