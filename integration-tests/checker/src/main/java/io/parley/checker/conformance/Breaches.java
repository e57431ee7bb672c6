package io.parley.checker.conformance;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A collector of breaches. It counts all of them and keeps the first few of each rule as samples.
 * For one thread.
 */
final class Breaches {

  private static final int SAMPLES = 10;

  private final Map<Rule, Long> counts = new EnumMap<>(Rule.class);
  private final Map<Rule, List<Breach>> samples = new EnumMap<>(Rule.class);

  /**
   * Reports a breach.
   *
   * @param where the record that breaks the rule, or that has no answer
   * @param found what is there, and what was expected
   */
  void report(Rule rule, Object where, String found) {
    counts.merge(rule, 1L, Long::sum);
    List<Breach> known = samples.computeIfAbsent(rule, any -> new ArrayList<>());
    if (known.size() < SAMPLES) {
      known.add(new Breach(where.toString(), found));
    }
  }

  Map<Rule, Long> counts() {
    return counts;
  }

  Map<Rule, List<Breach>> samples() {
    return samples;
  }
}
