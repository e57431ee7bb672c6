package io.parley.routing.domain;

/**
 * Hands out the times at which something may happen, so that all keys of a task together keep to
 * one rate. What the rate allows in a short burst may happen at once. In plain memory: after a
 * restart the rate begins anew.
 */
public final class Pace {

  private final long microsEach;
  private final long burstMicros;
  private long freeAtMicros;

  /**
   * @param burstMillis slots that nobody has taken for so long may be taken at once
   */
  public Pace(int perSecond, long burstMillis) {
    this.microsEach = Math.max(1, 1_000_000 / perSecond);
    this.burstMicros = burstMillis * 1_000;
  }

  /**
   * Takes the next slot.
   *
   * @param count how many it is for
   * @param now milliseconds since 1970
   * @return when it begins, milliseconds since 1970; not before {@code now}
   */
  public long reserve(int count, long now) {
    long start = Math.max(freeAtMicros, now * 1_000 - burstMicros);
    freeAtMicros = start + count * microsEach;
    return Math.max(now, (start + 999) / 1_000);
  }
}
