package io.parley.routing.domain;

/**
 * A rate limiter that hands out start times. All keys of a task together keep to one rate, and a
 * short burst may start at once. It lies in plain memory, so the rate begins anew after a restart.
 */
public final class Pace {

  private final long microsEach;
  private final long burstMicros;
  private long freeAtMicros;
  private long last;

  /**
   * @param burstMillis unused slots of this length of time may be taken at once
   */
  public Pace(int perSecond, long burstMillis) {
    this.microsEach = Math.max(1, 1_000_000 / perSecond);
    this.burstMicros = burstMillis * 1_000;
  }

  /**
   * Takes the next slots.
   *
   * @param count how many slots
   * @param now milliseconds since 1970
   * @return when the first slot begins, milliseconds since 1970; not before {@code now}
   */
  public long reserve(int count, long now) {
    if (now < last) {
      freeAtMicros = 0; // the clock was ahead, see BrokerClock
    }
    last = now;
    long start = Math.max(freeAtMicros, now * 1_000 - burstMicros);
    freeAtMicros = start + count * microsEach;
    return Math.max(now, (start + 999) / 1_000);
  }
}
