package io.parley.benchmarks.pipeline;

import io.parley.simulator.Micros;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * The latencies of the measured messages of a run. A 99th percentile of few messages is decided by
 * a single stall, so each window has at least {@link #LEAST_MESSAGES}, and the median of the
 * windows says what a window is like when nothing special happens in it.
 *
 * @param windows microseconds by sight, for windows of equal length, one after the other; none if
 *     no latencies were taken
 */
record Latencies(List<Map<Sight, Histogram>> windows) {

  /** Ten of them are beyond the 99th percentile. */
  static final int LEAST_MESSAGES = 1_000;

  /** A minute in so many windows gives each two of the longest intervals between checkpoints. */
  private static final int MOST_WINDOWS = 6;

  private static final double P99 = 99;

  /** Into how many windows to cut so many messages. */
  static int windowsOf(long messages) {
    return (int) Math.max(1, Math.min(MOST_WINDOWS, messages / LEAST_MESSAGES));
  }

  /** All windows together. */
  Histogram all(Sight sight) {
    Histogram all = new Histogram(windows.get(0).get(sight));
    windows.forEach(window -> all.add(window.get(sight)));
    return all;
  }

  /** The 99th percentile of all messages. */
  double p99Millis(Sight sight) {
    return p99(all(sight));
  }

  /** The 99th percentile of each window. */
  List<Double> p99sMillis(Sight sight) {
    return windows.stream().map(window -> p99(window.get(sight))).toList();
  }

  private static double p99(Histogram micros) {
    return Micros.millisAt(micros, P99);
  }
}
