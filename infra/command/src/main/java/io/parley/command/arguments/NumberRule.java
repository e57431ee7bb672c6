package io.parley.command.arguments;

import java.util.Locale;

/**
 * The rule for one number on the command line.
 *
 * @param isWhole whether the option takes whole numbers only
 */
record NumberRule(Bounds bounds, boolean isWhole) {

  boolean allows(double number) {
    return Double.isFinite(number)
        && number >= bounds.least()
        && number > bounds.moreThan()
        && number <= bounds.most();
  }

  /** What was expected, in words. */
  String expected() {
    StringBuilder words = new StringBuilder(isWhole ? "a whole number" : "a number");
    boolean hasMost = Double.isFinite(bounds.most());
    if (Double.isFinite(bounds.moreThan())) {
      words.append(" above ").append(text(bounds.moreThan()));
      return hasMost ? words + " and up to " + text(bounds.most()) : words.toString();
    }
    if (Double.isFinite(bounds.least())) {
      words.append(" from ").append(text(bounds.least()));
      return words + (hasMost ? " to " + text(bounds.most()) : " up");
    }
    return hasMost ? words + " up to " + text(bounds.most()) : words.toString();
  }

  private static String text(double number) {
    return number == Math.rint(number)
        ? String.format(Locale.ROOT, "%.0f", number)
        : Double.toString(number);
  }
}
