package io.parley.common.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.ConfigOption;

/**
 * Options that belong together, in the order in which the reference table shows them. Immutable;
 * each method returns a new group.
 */
public final class OptionGroup {

  private final String title;
  private final List<Entry> entries;
  private final PassThrough passThrough;

  private OptionGroup(String title, List<Entry> entries, PassThrough passThrough) {
    this.title = title;
    this.entries = List.copyOf(entries);
    this.passThrough = passThrough;
  }

  /** An empty group with the heading it has in the reference table. */
  public static OptionGroup named(String title) {
    return new OptionGroup(title, List.of(), null);
  }

  /** Adds an option that may be left out: its default applies, or it is absent. */
  public OptionGroup with(ConfigOption<?> option) {
    return plus(new Entry(option, false));
  }

  /** Adds an option that has no default and must be given. */
  public OptionGroup withRequired(ConfigOption<?> option) {
    return plus(new Entry(option, true));
  }

  /**
   * Accepts every key that starts with {@code prefix}. What follows the prefix is handed on
   * unchecked to the library named in {@code sentence}.
   */
  public OptionGroup withPassThrough(String prefix, String sentence) {
    return new OptionGroup(title, entries, new PassThrough(prefix, sentence));
  }

  private OptionGroup plus(Entry entry) {
    List<Entry> more = new ArrayList<>(entries);
    more.add(entry);
    return new OptionGroup(title, more, passThrough);
  }

  String title() {
    return title;
  }

  List<Entry> entries() {
    return entries;
  }

  Optional<PassThrough> passThrough() {
    return Optional.ofNullable(passThrough);
  }

  boolean declares(String key) {
    return entries.stream().anyMatch(entry -> entry.option().key().equals(key))
        || (passThrough != null
            && key.startsWith(passThrough.prefix())
            && key.length() > passThrough.prefix().length());
  }

  record Entry(ConfigOption<?> option, boolean required) {}

  record PassThrough(String prefix, String sentence) {}
}
