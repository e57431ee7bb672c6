package io.parley.common.options;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;

/**
 * The words for an option's type and default. The type is that of the default. An option without a
 * default is a text.
 */
final class OptionTypes {

  private OptionTypes() {}

  /** Completes "expected ...". */
  static String describe(ConfigOption<?> option) {
    Object value = option.defaultValue();
    if (value instanceof Duration) {
      return "a duration such as 200 ms, 5 s or 1 min";
    } else if (value instanceof Integer || value instanceof Long) {
      return "a whole number";
    } else if (value instanceof Double || value instanceof Float) {
      return "a number";
    } else if (value instanceof Boolean) {
      return "true or false";
    } else if (value instanceof MemorySize) {
      return "a size such as 64 kb or 1 mb";
    } else if (value instanceof Enum<?> constant) {
      return "one of "
          + Arrays.stream(constant.getDeclaringClass().getEnumConstants())
              .map(Object::toString)
              .collect(Collectors.joining(", "));
    }
    return "a text";
  }

  /** The default as an operator would write it; empty for an option without a default. */
  static String print(ConfigOption<?> option) {
    Object value = option.defaultValue();
    return value == null ? "" : Range.print(value);
  }
}
