package io.parley.routing.operator;

import io.parley.routing.domain.BrokerClock;
import io.parley.routing.domain.InputTime;

/**
 * The time of one task: the brokers' as it learns it from records, and how far the input has been
 * read as the watermarks say. In plain memory; after a restart it is learnt anew.
 */
final class TaskTime {

  private final BrokerClock clock = new BrokerClock(System::nanoTime);
  private long resumedAt = Long.MAX_VALUE;

  /** The time, when a record of an append time is processed at a watermark. */
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
