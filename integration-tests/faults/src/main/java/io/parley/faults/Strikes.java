package io.parley.faults;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts of the faults that a soak has inflicted, by what came of each. For one thread. */
final class Strikes {

  /** What came of a fault. */
  enum End {
    /** The damage was done, and the pipeline got well again. */
    STRUCK,
    /** Nothing shows that the damage was done, see {@link NotStruck}. */
    MISSED,
    /** The machine lacks what the fault needs. */
    SKIPPED
  }

  private final Map<End, Long> counts = new EnumMap<>(End.class);

  void add(End end) {
    counts.merge(end, 1L, Long::sum);
  }

  long of(End end) {
    return counts.getOrDefault(end, 0L);
  }

  /** The counts by name. Empty if nothing was counted, as for any fault but a soak. */
  Map<String, Long> toMap() {
    Map<String, Long> byName = new TreeMap<>();
    if (!counts.isEmpty()) {
      for (End end : End.values()) {
        byName.put(end.name().toLowerCase(Locale.ROOT), of(end));
      }
    }
    return byName;
  }

  /**
   * Checks that at least one fault has struck.
   *
   * @throws NotStruck if none has
   */
  void demandOne() {
    if (of(End.STRUCK) == 0) {
      throw new NotStruck(
          "of the faults of the soak %d missed, %d were skipped and none struck"
              .formatted(of(End.MISSED), of(End.SKIPPED)));
    }
  }
}
