package io.parley.simulator;

import org.HdrHistogram.Histogram;

/** Microseconds, in which distributions such as {@link Latency} are kept, as milliseconds. */
public final class Micros {

  /** Microseconds in a millisecond. */
  public static final double PER_MILLI = 1_000;

  private Micros() {}

  /** The same time in milliseconds. */
  public static double toMillis(long micros) {
    return micros / PER_MILLI;
  }

  /** A percentile of a distribution of microseconds, in milliseconds. */
  public static double millisAt(Histogram micros, double percentile) {
    return toMillis(micros.getValueAtPercentile(percentile));
  }
}
