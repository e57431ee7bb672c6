package io.parley.routing.operator;

import io.parley.routing.domain.BrokerClock;
import io.parley.routing.domain.InputTime;

/**
 * The time of one task. It combines the brokers' time, estimated from records, with how far the
 * input has been read, which watermarks say. It lies in plain memory and is learnt anew after a
 * restart.
 */
final class TaskTime {

  private final BrokerClock clock = new BrokerClock(System::nanoTime);
  private long resumedAt = Long.MAX_VALUE;

  /** The time when a record with this append time is processed at this watermark. */
  InputTime at(long appendTime, long watermark) {
    clock.observe(appendTime);
    return at(watermark);
  }

  /** The time at a watermark. */
  InputTime at(long watermark) {
    if (watermark != Long.MIN_VALUE) {
      clock.observe(watermark);
      resumedAt = Math.min(resumedAt, watermark);
    }
    return new InputTime(Math.max(0, clock.now()), watermark, resumedAt);
  }
}
