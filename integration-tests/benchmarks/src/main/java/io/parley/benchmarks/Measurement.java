package io.parley.benchmarks;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The measurement of one contender over one interval.
 *
 * @param rowsPerSecond rows per second that were handed to the driver in the interval
 * @param heapMegabytes heap in use after a garbage collection at the end of the interval, while the
 *     contender still works
 */
public record Measurement(double rowsPerSecond, long heapMegabytes) {

  private static final Duration SETTLING = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Measures a contender that writes samples. */
  static Measurement of(Contender contender, Duration interval) throws Exception {
    return of(contender, SampleTable::rows, interval);
  }

  /**
   * Measures any contender.
   *
   * @param rows the number of rows handed over so far
   */
  public static Measurement of(Contender contender, LongSupplier rows, Duration interval)
      throws Exception {
    long before = rows.getAsLong();
    Contender.Run run = contender.start();
    try {
      awaitFirstRow(rows, before);
      TimeUnit.NANOSECONDS.sleep(SETTLING.toNanos());
      long settled = rows.getAsLong();
      long start = System.nanoTime();
      TimeUnit.NANOSECONDS.sleep(interval.toNanos());
      double seconds = (System.nanoTime() - start) / 1e9;
      double rate = (rows.getAsLong() - settled) / seconds;
      return new Measurement(rate, usedHeap());
    } finally {
      run.stop();
    }
  }

  private static void awaitFirstRow(LongSupplier rows, long before) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (rows.getAsLong() == before) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "No row was written within "
                + PATIENCE
                + ": look at the log of the server and the job.");
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static long usedHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
  }
}
