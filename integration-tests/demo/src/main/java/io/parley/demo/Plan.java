package io.parley.demo;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;

/**
 * The plan of a demo. Rates are commands a second, on average.
 *
 * @param seed the seed of all random choices
 * @param warmUp the warm-up, which gives the machine's rate
 * @param rate the rate that was asked for. If empty, it is {@link #SHARE} of the machine's, at most
 *     {@link #MOST}
 * @param talk the talk that is measured, by its rate
 * @param duration the duration of the talk
 * @param kill whether a TaskManager is killed on the way
 */
record Plan(
    long seed,
    WarmUp warmUp,
    OptionalDouble rate,
    DoubleFunction<Talk> talk,
    Duration duration,
    boolean kill) {

  /** The highest rate that a demo chooses by itself. */
  static final double MOST = 50;

  /** The lowest. */
  static final double LEAST = 1;

  /**
   * The share of the machine's rate that a demo chooses by itself. The rest is for the recovery, in
   * which compilers, caches and a backlog come together.
   */
  static final double SHARE = 0.1;

  /** The rate of the talk on a machine. */
  double rateOn(double machineRate) {
    return rate.orElseGet(() -> Math.max(LEAST, Math.min(MOST, Math.rint(machineRate * SHARE))));
  }

  /** A rate for people: whole numbers from 10 on, and two decimals below. */
  static String words(double rate) {
    return String.format(Locale.ROOT, rate < 10 ? "%.2f" : "%,.0f", rate);
  }
}
