package io.parley.benchmarks.receipts;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * The patience of somebody who waits for a running job. It ends when the counters of the job have
 * stood still for {@link #STANDSTILL}, and in any case after {@link #WHOLE}. The error tells what
 * was awaited and how the counters stand. For one thread.
 */
final class Patience {

  static final Duration STANDSTILL = Duration.ofMinutes(1);
  static final Duration WHOLE = Duration.ofMinutes(10);

  private final long start;
  private String counters = "";
  private long movedAt;

  private Patience(long now) {
    this.start = now;
    this.movedAt = now;
  }

  /**
   * Patience that begins now.
   *
   * @param now as {@link System#nanoTime} has it
   */
  static Patience startingAt(long now) {
    return new Patience(now);
  }

  /**
   * Returns if there is reason to wait on.
   *
   * @param what is awaited
   * @param countersNow how the counters of the job stand
   * @param now as {@link System#nanoTime} has it
   */
  void check(Supplier<String> what, String countersNow, long now) {
    if (!countersNow.equals(counters)) {
      counters = countersNow;
      movedAt = now;
    }
    boolean standsStill = now - movedAt > STANDSTILL.toNanos();
    if (standsStill || now - start > WHOLE.toNanos()) {
      throw new IllegalStateException(
          "Waited in vain for %s. The job runs, and its counters %s: %s. The benchmark ends."
              .formatted(
                  what.get(),
                  standsStill
                      ? "have stood still for " + STANDSTILL.toSeconds() + " s"
                      : "still move after " + WHOLE.toMinutes() + " min",
                  counters));
    }
  }
}
