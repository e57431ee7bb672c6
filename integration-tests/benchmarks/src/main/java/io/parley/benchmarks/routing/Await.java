package io.parley.benchmarks.routing;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Waits for counters. */
final class Await {

  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);

  private Await() {}

  /** Waits until a counter has reached a value, and fails loudly if it never does. */
  static void atLeast(String what, LongSupplier counter, long value) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (counter.getAsLong() < value) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "%s stand at %d after 5 minutes, expected %d: the job has failed or is stuck."
                .formatted(what, counter.getAsLong(), value));
      }
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }
}
