package io.parley.common.options;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * Hands out the values of options, and notes each fault instead of stopping at the first. A value
 * that is refused is replaced by the option's default, so that reading can go on.
 */
public final class OptionReader {

  private final List<OptionGroup> groups;
  private final Map<String, String> given;
  private final Configuration configuration;
  private final List<String> faults;

  OptionReader(List<OptionGroup> groups, Map<String, String> given, List<String> faults) {
    this.groups = List.copyOf(groups);
    this.given = new TreeMap<>(given);
    this.configuration = Configuration.fromMap(given);
    this.faults = new ArrayList<>(faults);
  }

  /** The value given, else the default, else null. */
  public <T> T get(ConfigOption<T> option) {
    return get(option, value -> true, "");
  }

  /**
   * As {@link #get(ConfigOption)}, for a value that must hold.
   *
   * @param expected completes "expected ...", such as "1 or more"
   */
  public <T> T get(ConfigOption<T> option, Predicate<T> valid, String expected) {
    return explicit(option, valid, expected).orElse(option.defaultValue());
  }

  /** As {@link #get(ConfigOption)}, for a duration of at least a millisecond. */
  public Duration positive(ConfigOption<Duration> option) {
    return get(option, d -> d.toMillis() > 0, "a duration above 0");
  }

  /** As {@link #get(ConfigOption)}, for a duration of 0 or more. */
  public Duration notNegative(ConfigOption<Duration> option) {
    return get(option, d -> !d.isNegative(), "a duration of 0 or more");
  }

  /** The value given, if one is given and can be read; the default does not count. */
  public <T> Optional<T> explicit(ConfigOption<T> option) {
    return explicit(option, value -> true, "");
  }

  private <T> Optional<T> explicit(ConfigOption<T> option, Predicate<T> valid, String expected) {
    requireDeclared(option);
    if (!given.containsKey(option.key())) {
      return Optional.empty();
    }
    String reason = expected;
    try {
      Optional<T> value = configuration.getOptional(option);
      if (value.filter(valid).isPresent()) {
        return value;
      }
    } catch (IllegalArgumentException e) {
      reason = OptionTypes.describe(option);
    }
    fault(option, "expected " + (reason.isEmpty() ? OptionTypes.describe(option) : reason));
    return Optional.empty();
  }

  /** A comma-separated list without empty items; empty if the option has no value. */
  public List<String> list(ConfigOption<String> option) {
    String value = get(option);
    return value == null
        ? List.of()
        : Arrays.stream(value.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  /** The file that an option names, or null if it names none. */
  public SecretFile secretFile(ConfigOption<String> option) {
    String path = get(option, value -> value.startsWith("/"), "an absolute path of a file");
    return path == null ? null : new SecretFile(path);
  }

  /** The keys and values given below a pass-through prefix, with the prefix cut off. */
  public Map<String, String> passThrough(String prefix) {
    Map<String, String> below = new TreeMap<>();
    given.forEach(
        (key, value) -> {
          if (key.startsWith(prefix) && key.length() > prefix.length()) {
            below.put(key.substring(prefix.length()), value);
          }
        });
    return below;
  }

  /** Notes that the value of an option is wrong. The message quotes key and value. */
  public void fault(ConfigOption<?> option, String expectedAndConsequence) {
    String value = given.getOrDefault(option.key(), String.valueOf(option.defaultValue()));
    faults.add("%s = '%s': %s".formatted(option.key(), value, expectedAndConsequence));
  }

  /** Notes a fault whose value must not be shown. */
  public void faultWithoutValue(String key, String expectedAndConsequence) {
    faults.add("%s: %s".formatted(key, expectedAndConsequence));
  }

  <T> T readAll(Function<OptionReader, T> read) {
    findUnknownKeys();
    findMissing();
    T options = null;
    try {
      options = read.apply(this);
    } catch (RuntimeException e) {
      // A refused value may have left a gap that the typed record stumbles over.
      if (faults.isEmpty()) {
        throw e;
      }
    }
    if (!faults.isEmpty()) {
      throw new InvalidOptionsException("Options", faults);
    }
    return options;
  }

  Map<String, String> effective() {
    Map<String, String> effective = new TreeMap<>(given);
    for (OptionGroup group : groups) {
      for (OptionGroup.Entry entry : group.entries()) {
        if (entry.option().hasDefaultValue()) {
          effective.putIfAbsent(entry.option().key(), OptionTypes.print(entry.option()));
        }
      }
    }
    return effective;
  }

  private void findUnknownKeys() {
    for (String key : given.keySet()) {
      if (groups.stream().noneMatch(group -> group.declares(key))) {
        String hint = NearestKey.to(key, groups).map(near -> "; did you mean " + near).orElse("");
        faultWithoutValue(key, "no such option%s. It would have had no effect".formatted(hint));
      }
    }
  }

  private void findMissing() {
    for (OptionGroup group : groups) {
      for (OptionGroup.Entry entry : group.entries()) {
        if (entry.required() && given.getOrDefault(entry.option().key(), "").isBlank()) {
          faultWithoutValue(
              entry.option().key(),
              "missing; expected " + OptionTypes.describe(entry.option()) + ". It has no default");
        }
      }
    }
  }

  private void requireDeclared(ConfigOption<?> option) {
    if (groups.stream().noneMatch(group -> group.declares(option.key()))) {
      throw new IllegalStateException(
          "The option '%s' is read but in no group: declare it, or nobody can set it."
              .formatted(option.key()));
    }
  }
}
