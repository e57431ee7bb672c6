package io.parley.common.options;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the declared key that a mistyped one was probably meant to be. */
final class NearestKey {

  /** A key that differs in more than a third of its characters is no likely slip. */
  private static final int FRACTION = 3;

  private NearestKey() {}

  static Optional<String> to(String key, List<OptionGroup> groups) {
    return groups.stream()
        .flatMap(group -> group.entries().stream())
        .map(entry -> entry.option().key())
        .filter(candidate -> distance(key, candidate) <= candidate.length() / FRACTION)
        .min(Comparator.comparingInt(candidate -> distance(key, candidate)));
  }

  /** Levenshtein distance: insertions, deletions and replacements that turn one into the other. */
  static int distance(String from, String to) {
    int[] previous = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] current = new int[to.length() + 1];
      current[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replace = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replace, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[to.length()];
  }
}
