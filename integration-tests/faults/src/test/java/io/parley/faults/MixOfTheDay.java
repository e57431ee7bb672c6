package io.parley.faults;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A few faults that share a stack, others on each day. After as many days as there are mixes, each
 * short fault that shares a stack has had its turn. Faults that take long, or need a stack of their
 * own, are left to {@code ./parley faults --all}.
 */
final class MixOfTheDay {

  /** As many as take about five minutes, with the start of the stack. */
  private static final int FAULTS = 3;

  private MixOfTheDay() {}

  /** The mix of a day. */
  static List<Fault> of(LocalDate day) {
    List<List<Fault>> all = all();
    return all.get((int) Math.floorMod(day.toEpochDay(), (long) all.size()));
  }

  /** All mixes, in the order of days. */
  static List<List<Fault>> all() {
    Map<StackRequirements, List<Fault>> sharing = new LinkedHashMap<>();
    for (Fault fault : Catalogue.all()) {
      if (!fault.requirements().ownStack() && !fault.isLong()) {
        sharing.computeIfAbsent(fault.requirements(), any -> new ArrayList<>()).add(fault);
      }
    }
    List<List<Fault>> mixes = new ArrayList<>();
    for (List<Fault> faults : sharing.values()) {
      for (int from = 0; from < faults.size(); from += FAULTS) {
        mixes.add(List.copyOf(faults.subList(from, Math.min(from + FAULTS, faults.size()))));
      }
    }
    return mixes;
  }
}
