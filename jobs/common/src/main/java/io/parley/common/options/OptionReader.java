package io.parley.common.options;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
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

  /**
   * The value given, else the default, else null. A value outside the option's range is noted as a
   * fault, and its default is returned.
   */
  public <T> T get(ConfigOption<T> option) {
    return explicit(option).orElse(byDefault(option));
  }

  /** The default, which a job's group may have replaced; null if the option has no default. */
  public <T> T byDefault(ConfigOption<T> option) {
    return entry(option).option().defaultValue();
  }

  /** The value given, if one is given and is in the option's range; the default does not count. */
  public <T> Optional<T> explicit(ConfigOption<T> option) {
    Range<T> range = entry(option).range();
    if (!given.containsKey(option.key())) {
      return Optional.empty();
    }
    try {
      Optional<T> value = configuration.getOptional(option);
      if (value.filter(range.holds()).isPresent()) {
        return value;
      }
      String words = range.words().isEmpty() ? OptionTypes.describe(option) : range.words();
      fault(option, "expected " + words);
    } catch (IllegalArgumentException e) {
      fault(option, "expected " + OptionTypes.describe(option));
    }
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
    String path = get(option);
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
    add("%s = '%s': %s".formatted(option.key(), value, expectedAndConsequence));
  }

  /** Notes a fault whose value must not be shown. */
  public void faultWithoutValue(String key, String expectedAndConsequence) {
    add("%s: %s".formatted(key, expectedAndConsequence));
  }

  /** An option that is read in two places has its fault once. */
  private void add(String fault) {
    if (!faults.contains(fault)) {
      faults.add(fault);
    }
  }

  <T> T readAll(Function<OptionReader, T> read) {
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
    entries()
        .filter(entry -> entry.option().hasDefaultValue())
        .forEach(entry -> effective.putIfAbsent(entry.key(), OptionTypes.print(entry.option())));
    return effective;
  }

  private void findMissing() {
    entries()
        .filter(entry -> entry.required() && given.getOrDefault(entry.key(), "").isBlank())
        .forEach(
            entry ->
                faultWithoutValue(
                    entry.key(),
                    "missing; expected "
                        + OptionTypes.describe(entry.option())
                        + ". It has no default"));
  }

  private Stream<OptionGroup.Entry<?>> entries() {
    return groups.stream().flatMap(group -> group.entries().stream());
  }

  @SuppressWarnings("unchecked") // an entry is typed by its option, and a key has one option
  private <T> OptionGroup.Entry<T> entry(ConfigOption<T> option) {
    return (OptionGroup.Entry<T>)
        entries()
            .filter(entry -> entry.key().equals(option.key()))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "The option '%s' is read but in no group: declare it, or nobody can set it."
                            .formatted(option.key())));
  }
}
