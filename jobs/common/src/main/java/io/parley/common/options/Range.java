package io.parley.common.options;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.flink.util.TimeUtils;

/**
 * The values that an option may have. It is declared with the option, so the message that refuses a
 * value and the reference table say the same.
 *
 * @param holds whether a value is allowed; gets no null
 * @param words what is allowed; completes "expected ..." and stands in the reference table
 */
public record Range<T>(Predicate<T> holds, String words) {

  /** Any value of the option's type. */
  public static <T> Range<T> any() {
    return new Range<>(value -> true, "");
  }

  /** From a least to a greatest value, both allowed. */
  public static <T extends Comparable<? super T>> Range<T> between(T least, T most) {
    return new Range<>(
        value -> value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
        "%s to %s".formatted(print(least), print(most)));
  }

  /** A least value or more. */
  public static <T extends Comparable<? super T>> Range<T> atLeast(T least) {
    return new Range<>(value -> value.compareTo(least) >= 0, "%s or more".formatted(print(least)));
  }

  /** A duration of at least a millisecond. */
  public static Range<Duration> positive() {
    return atLeast(Duration.ofMillis(1));
  }

  /** A duration of any length, zero included. */
  public static Range<Duration> notNegative() {
    return atLeast(Duration.ZERO);
  }

  /** Allows one value only. The option exists to show that no other value is safe. */
  public static <T> Range<T> only(T value) {
    return new Range<>(value::equals, "only " + print(value));
  }

  /**
   * A text of a pattern.
   *
   * @param words what the pattern means
   */
  public static Range<String> matching(String pattern, String words) {
    Pattern compiled = Pattern.compile(pattern);
    return new Range<>(value -> compiled.matcher(value).matches(), words);
  }

  /** A value as an operator would write it. */
  static String print(Object value) {
    return value instanceof Duration duration
        ? TimeUtils.formatWithHighestUnit(duration)
        : String.valueOf(value);
  }
}
