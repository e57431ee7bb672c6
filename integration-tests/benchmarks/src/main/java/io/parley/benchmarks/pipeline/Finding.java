package io.parley.benchmarks.pipeline;

import io.parley.benchmarks.Rounded;

/**
 * A line of the table of results.
 *
 * @param measure the measured quantity
 * @param goal the goal; empty if there is no goal
 * @param measured the measured value
 * @param met whether the goal is met; true without a goal
 */
record Finding(String measure, String goal, String measured, boolean met) {

  /** A value with an upper goal. */
  static Finding atMost(String measure, double goal, double value, String format) {
    return new Finding(measure, "≤ " + text(format, goal), text(format, value), value <= goal);
  }

  /** A value with a lower goal. */
  static Finding atLeast(String measure, double goal, double value, String format) {
    return new Finding(measure, "≥ " + text(format, goal), text(format, value), value >= goal);
  }

  /** A value without a goal. */
  static Finding of(String measure, double value, String format) {
    return new Finding(measure, "", text(format, value), true);
  }

  /** A value in words of the table. */
  static String text(String format, double value) {
    return Rounded.text(format, value);
  }
}
