package io.parley.checker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A collector of the violations that the checks find. It counts all of them, and keeps the first
 * few of each kind as samples. For one thread.
 */
public final class Findings {

  /** The number of samples per kind: enough to see a pattern. */
  public static final int SAMPLES = 10;

  private final Map<Violation, Tally> tallies = new EnumMap<>(Violation.class);
  private final Map<String, Long> counts = new LinkedHashMap<>();

  private static final class Tally {
    private long found;
    private final List<Finding> samples = new ArrayList<>();
  }

  /** Declares that the checks look for these violations. The verdict covers these and no others. */
  public void lookFor(Collection<Violation> violations) {
    violations.forEach(violation -> tallies.computeIfAbsent(violation, any -> new Tally()));
  }

  /** Reports a violation that is looked for. */
  public void report(Violation violation, Object where, String what) {
    report(violation, 1, List.of(where.toString()), what);
  }

  /**
   * Reports a violation that was found several times.
   *
   * @param places the places of at least the first few
   */
  void report(Violation violation, long times, List<String> places, String what) {
    Tally tally = tallies.get(violation);
    if (tally == null) {
      throw new IllegalStateException(
          violation + " was found but not looked for: the verdict would not show it");
    }
    tally.found += times;
    places.stream()
        .limit(SAMPLES - tally.samples.size())
        .forEach(where -> tally.samples.add(new Finding(where, what)));
  }

  /** Puts counts into the verdict, in this order, even if they stay at zero. */
  public void startCounts(Collection<String> names) {
    names.forEach(name -> counts.putIfAbsent(name, 0L));
  }

  /** Adds one to a count of the verdict, such as {@code commands}. */
  public void count(String name) {
    count(name, 1);
  }

  /** Adds to a count of the verdict. */
  public void count(String name, long number) {
    counts.merge(name, number, Long::sum);
  }

  Verdict verdict() {
    Map<Violation, Verdict.Check> checks = new EnumMap<>(Violation.class);
    tallies.forEach(
        (violation, tally) ->
            checks.put(violation, new Verdict.Check(tally.found, List.copyOf(tally.samples))));
    return new Verdict(new LinkedHashMap<>(counts), checks);
  }
}
