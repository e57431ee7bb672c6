package io.parley.routing.domain;

import java.util.function.LongSupplier;

/**
 * An estimate of the brokers' time, from the append times of the records that a task reads.
 *
 * <p>A record that is read now was appended at its append time or later than it. So each record
 * gives a lower bound, and between two records the bound rises with the time that has elapsed here.
 * The machine's calendar is never asked: a clock that is set wrong changes nothing, because only
 * its ticks count. The estimate is behind the brokers' time by the age of the freshest record that
 * was read; gateways write one every two seconds.
 *
 * <p>It starts anew with the task, and goes on from the time of the checkpoint. If the input has
 * been read up to a time that is earlier than that, a clock had jumped before the checkpoint and
 * the jump is over, or nobody has written for long. Then the estimate goes back, and the time of
 * the checkpoint is only the least date of what is sent. Otherwise the jump would lie in each later
 * checkpoint, and all deadlines of all later runs would be late.
 *
 * <p>A task that works off a backlog reads old records only, so its estimate may be seconds behind,
 * and with it every deadline that it sets. When fresher records show this, {@link #correctedTo}
 * moves: the deadlines that were set before are too early.
 *
 * <p>Limit: it follows the broker that is ahead of the others. If a broker's clock jumps ahead, no
 * session ends because of it, because the silence of a gateway counts from the jump, and deliveries
 * that are under way get a full timeout from it. Deadlines that were set before a restart pass late
 * after it, until the true time has caught up with the jump.
 */
public final class BrokerClock {

  /** If the time rises by more than has elapsed here, and by this, a clock has jumped. */
  private static final long JUMP_MILLIS = 5_000;

  /**
   * The estimate may rise by this within {@link #WINDOW_NANOS} without a correction. Deadlines are
   * up to that much too early. A source's watermark is behind by as much. A kernel that sets its
   * clock slowly changes it by at most a twelfth, which is less (chrony's {@code maxslewrate}).
   */
  private static final long TOLERATED_MILLIS = 500;

  private static final long WINDOW_NANOS = 5_000_000_000L;

  /** The time before any record was read. */
  public static final long UNKNOWN = Long.MIN_VALUE;

  private final LongSupplier nanos;
  private final long resumed;
  private long anchor = UNKNOWN;
  private long anchoredAt;
  private boolean knowsInput;
  private boolean resumedAhead;
  private long jumpedTo = UNKNOWN;
  private long windowBegan;
  private long risen;
  private long correctedTo = UNKNOWN;

  /**
   * @param nanos elapsed time in nanoseconds, such as {@link System#nanoTime}
   */
  public BrokerClock(LongSupplier nanos) {
    this(nanos, UNKNOWN);
  }

  /**
   * @param resumed the {@link #latest} of the checkpoint, or {@link #UNKNOWN}
   */
  public BrokerClock(LongSupplier nanos, long resumed) {
    this.nanos = nanos;
    this.resumed = resumed;
  }

  /** Notes the append time of a record that has just been read. Milliseconds since 1970. */
  public void observe(long appendTime) {
    long now = nanos.getAsLong();
    if (anchor == UNKNOWN) {
      correctedTo = appendTime;
      windowBegan = now;
    } else if (appendTime > at(now)) {
      rise(appendTime, now);
    } else {
      return;
    }
    anchor = appendTime;
    anchoredAt = now;
  }

  private void rise(long appendTime, long now) {
    long rise = appendTime - at(now);
    if (knowsInput && rise > JUMP_MILLIS) {
      jumpedTo = appendTime;
    }
    if (now - windowBegan > WINDOW_NANOS) {
      windowBegan = now;
      risen = 0;
    }
    risen += rise;
    if (risen > TOLERATED_MILLIS) {
      risen = 0;
      correctedTo = appendTime;
    }
  }

  /** Notes that all input that was there at this time has been read. Milliseconds since 1970. */
  public void readUpTo(long time) {
    observe(time);
    resumedAhead |= !knowsInput && resumed > time + JUMP_MILLIS;
    knowsInput = true;
  }

  /** The estimate in milliseconds since 1970, or {@link #UNKNOWN}. Deadlines count from here. */
  public long now() {
    return resumedAhead ? read() : latest();
  }

  /** The estimate from what was read since the start only, or {@link #UNKNOWN}. */
  public long read() {
    return anchor == UNKNOWN ? UNKNOWN : at(nanos.getAsLong());
  }

  /**
   * The date of what is sent now, or {@link #UNKNOWN}. It is not before any input that the state
   * rests on, in this run or an earlier one.
   */
  public long latest() {
    return Math.max(resumed, read());
  }

  /** The time after the last jump since the start, or {@link #UNKNOWN}. */
  public long jumpedTo() {
    return jumpedTo;
  }

  /**
   * The first estimate, or the one after the last correction, or {@link #UNKNOWN}. A deadline that
   * was set before counts from an estimate that was behind.
   */
  public long correctedTo() {
    return correctedTo;
  }

  private long at(long now) {
    return anchor + (now - anchoredAt) / 1_000_000;
  }
}
