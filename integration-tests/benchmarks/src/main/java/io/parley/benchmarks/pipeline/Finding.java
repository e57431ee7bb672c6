package io.parley.benchmarks.pipeline;

import java.util.Locale;

/**
 * A line of the table.
 *
 * @param measure what was measured
 * @param goal what it should be; empty if there is no goal
 * @param measured what it was
 * @param met whether the goal is met; true without a goal
 */
record Finding(String measure, String goal, String measured, boolean met) {

  /** A value that should be at most so much. */
  static Finding atMost(String measure, double goal, double value, String format) {
    return new Finding(measure, "≤ " + text(format, goal), text(format, value), value <= goal);
  }

  /** A value that should be at least so much. */
  static Finding atLeast(String measure, double goal, double value, String format) {
    return new Finding(measure, "≥ " + text(format, goal), text(format, value), value >= goal);
  }

  /** A value without a goal. */
  static Finding of(String measure, double value, String format) {
    return new Finding(measure, "", text(format, value), true);
  }

  private static String text(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
