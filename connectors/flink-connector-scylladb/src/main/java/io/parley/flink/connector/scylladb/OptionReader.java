package io.parley.flink.connector.scylladb;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * Reads options and gathers every fault, so that a user corrects them in one go. Read all options,
 * then call {@link #check()}. A wrong value reads as its default until then.
 */
final class OptionReader {

  private static final String PREFIX = "scylladb.";
  private static final List<ConfigOption<?>> DECLARED = declaredOptions();

  private final Configuration configuration;
  private final List<String> faults = new ArrayList<>();

  OptionReader(Configuration configuration) {
    this.configuration = configuration;
    configuration.keySet().stream()
        .filter(key -> key.startsWith(PREFIX) && !isKnown(key))
        .sorted()
        .forEach(key -> fault(key + " is not an option. Known options: " + knownKeys() + "."));
  }

  /** The declared options in the order of their declaration. */
  static List<ConfigOption<?>> declared() {
    return DECLARED;
  }

  /** Whether the user gave a value. */
  boolean isSet(ConfigOption<?> option) {
    return configuration.contains(option);
  }

  /** The value, or null where it is unset and has no default. */
  <V> V get(ConfigOption<V> option) {
    try {
      return configuration.get(option);
    } catch (IllegalArgumentException e) {
      fault(option.key() + ": " + e.getMessage());
      return option.defaultValue();
    }
  }

  /** The value, which must be set and pass {@code check}. */
  <V> V get(ConfigOption<V> option, Predicate<V> check, String expected) {
    V value = get(option);
    if (value != null && check.test(value)) {
      return value;
    }
    fault(
        value == null
            ? option.key() + " is not set. Set it to " + expected + "."
            : option.key() + " is " + value + ", expected " + expected + ".");
    return option.defaultValue();
  }

  int positive(ConfigOption<Integer> option) {
    return get(option, value -> value > 0, "a number above 0");
  }

  Duration positiveTime(ConfigOption<Duration> option) {
    return get(option, value -> value.toMillis() > 0, "at least 1 ms");
  }

  void fault(String fault) {
    faults.add(fault);
  }

  /** Throws with all faults, if there are any. */
  void check() {
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          "The ScyllaDB connector cannot be built:\n  - " + String.join("\n  - ", faults));
    }
  }

  private static boolean isKnown(String key) {
    return key.equals(ScyllaOptions.DRIVER.key())
        || key.startsWith(ScyllaOptions.DRIVER.key() + ".")
        || DECLARED.stream().anyMatch(option -> option.key().equals(key));
  }

  private static String knownKeys() {
    return String.join(", ", DECLARED.stream().map(ConfigOption::key).toList());
  }

  private static List<ConfigOption<?>> declaredOptions() {
    List<ConfigOption<?>> options = new ArrayList<>();
    for (Field field : ScyllaOptions.class.getFields()) {
      try {
        options.add((ConfigOption<?>) field.get(null));
      } catch (IllegalAccessException e) {
        throw new IllegalStateException("The public constant " + field + " cannot be read.", e);
      }
    }
    return List.copyOf(options);
  }
}
