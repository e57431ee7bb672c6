package io.parley.benchmarks.pipeline;

import java.io.IOException;

/**
 * Watches that no job goes back to a checkpoint during a measure. It does what it had done once
 * more then, and counts its rows and requests anew, so the figures of that time mean nothing.
 */
final class Restarts {

  /** How often jobs have gone back to a checkpoint so far. */
  interface Count {
    long now() throws IOException;
  }

  private final Count count;
  private final long before;

  private Restarts(Count count) throws IOException {
    this.count = count;
    this.before = count.now();
  }

  /** Begins to watch. */
  static Restarts watch(Count count) throws IOException {
    return new Restarts(count);
  }

  /**
   * Ends a measure.
   *
   * @param during the measure
   * @throws IllegalStateException if a job went back since the watch began
   */
  void check(String during) throws IOException {
    if (count.now() != before) {
      throw new IllegalStateException(
          "A job went back to a checkpoint "
              + during
              + ". It repeats what it had done and counts anew then, so the figures of this time"
              + " mean nothing. The JobManager's log says why");
    }
  }
}
