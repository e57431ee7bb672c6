package io.parley.common.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.FallbackKey;

/**
 * Options that belong together, in the order in which the reference table shows them. Immutable;
 * each method returns a new group.
 *
 * <p>An option that got another name keeps its former one with Flink's {@code
 * ConfigOption.withDeprecatedKeys}: the former key still works, with a warning.
 */
public final class OptionGroup {

  private final String title;
  private final List<Entry<?>> entries;
  private final PassThrough passThrough;

  private OptionGroup(String title, List<Entry<?>> entries, PassThrough passThrough) {
    this.title = title;
    this.entries = List.copyOf(entries);
    this.passThrough = passThrough;
  }

  /** An empty group with the heading it has in the reference table. */
  public static OptionGroup named(String title) {
    return new OptionGroup(title, List.of(), null);
  }

  /** Adds an option that may be left out: its default applies, or it is absent. */
  public <T> OptionGroup with(ConfigOption<T> option, Range<T> range) {
    return plus(new Entry<>(option, range, false));
  }

  /** Adds an option that may be left out and that may have any value of its type. */
  public <T> OptionGroup with(ConfigOption<T> option) {
    return with(option, Range.any());
  }

  /** Adds an option that has no default and must be given. */
  public <T> OptionGroup withRequired(ConfigOption<T> option) {
    return plus(new Entry<>(option, Range.any(), true));
  }

  /**
   * Accepts every key that starts with {@code prefix}. What follows the prefix is handed on
   * unchecked to the library named in {@code sentence}.
   */
  public OptionGroup withPassThrough(String prefix, String sentence) {
    return new OptionGroup(title, entries, new PassThrough(prefix, sentence));
  }

  /** Replaces the option of the same key: the same option with another default. */
  public <T> OptionGroup replacing(ConfigOption<T> option) {
    List<Entry<?>> replaced =
        entries.stream()
            .<Entry<?>>map(entry -> entry.key().equals(option.key()) ? entry.with(option) : entry)
            .toList();
    return new OptionGroup(title, replaced, passThrough);
  }

  private OptionGroup plus(Entry<?> entry) {
    List<Entry<?>> more = new ArrayList<>(entries);
    more.add(entry);
    return new OptionGroup(title, more, passThrough);
  }

  /** The options, in the order of the table. */
  public List<ConfigOption<?>> options() {
    return entries.stream().<ConfigOption<?>>map(Entry::option).toList();
  }

  String title() {
    return title;
  }

  List<Entry<?>> entries() {
    return entries;
  }

  Optional<PassThrough> passThrough() {
    return Optional.ofNullable(passThrough);
  }

  boolean declares(String key) {
    return entries.stream().anyMatch(entry -> entry.key().equals(key)) || passesThrough(key);
  }

  boolean passesThrough(String key) {
    return passThrough != null
        && key.startsWith(passThrough.prefix())
        && key.length() > passThrough.prefix().length();
  }

  /** An option with what is allowed for it. */
  record Entry<T>(ConfigOption<T> option, Range<T> range, boolean required) {

    String key() {
      return option.key();
    }

    @SuppressWarnings("unchecked") // an option's key has one type
    Entry<T> with(ConfigOption<?> other) {
      return new Entry<>((ConfigOption<T>) other, range, required);
    }

    /** The keys that the option had before. */
    Stream<String> formerKeys() {
      return StreamSupport.stream(option.fallbackKeys().spliterator(), false)
          .filter(FallbackKey::isDeprecated)
          .map(FallbackKey::getKey);
    }
  }

  record PassThrough(String prefix, String sentence) {}
}
