package io.parley.benchmarks;

import java.util.Locale;

/** Rounded figures for people. */
public final class Rounded {

  private Rounded() {}

  /** The value in a format, without a sign if it rounds to zero. */
  public static String text(String format, double value) {
    String text = String.format(Locale.ROOT, format, value);
    boolean isZero = text.chars().noneMatch(digit -> digit >= '1' && digit <= '9');
    return isZero && text.startsWith("-") ? text.substring(1) : text;
  }
}
