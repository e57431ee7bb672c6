package io.parley.it.benchmark;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One contender over one interval.
 *
 * @param rowsPerSecond handed over to the driver, over the interval
 * @param heapMegabytes used after a garbage collection, at the end of the interval, still at work
 */
record Measurement(double rowsPerSecond, long heapMegabytes) {

  private static final Duration SETTLING = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  static Measurement of(Contender contender, Duration interval) throws Exception {
    long before = SampleTable.rows();
    Contender.Run run = contender.start();
    try {
      awaitFirstRow(before);
      TimeUnit.NANOSECONDS.sleep(SETTLING.toNanos());
      long rows = SampleTable.rows();
      long start = System.nanoTime();
      TimeUnit.NANOSECONDS.sleep(interval.toNanos());
      double seconds = (System.nanoTime() - start) / 1e9;
      double rate = (SampleTable.rows() - rows) / seconds;
      return new Measurement(rate, usedHeap());
    } finally {
      run.stop();
    }
  }

  private static void awaitFirstRow(long before) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (SampleTable.rows() == before) {
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
