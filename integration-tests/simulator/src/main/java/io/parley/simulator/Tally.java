package io.parley.simulator;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts, written by the fleet's thread and read by any. */
public final class Tally {

  private final Map<Count, AtomicLong> counts;

  Tally() {
    Map<Count, AtomicLong> zeroes = new EnumMap<>(Count.class);
    for (Count count : Count.values()) {
      zeroes.put(count, new AtomicLong());
    }
    counts = Collections.unmodifiableMap(zeroes);
  }

  void add(Count count) {
    counts.get(count).incrementAndGet();
  }

  public long of(Count count) {
    return counts.get(count).get();
  }

  /** All counts by name, for records of a run. */
  public Map<String, Long> toMap() {
    Map<String, Long> map = new TreeMap<>();
    counts.forEach((count, value) -> map.put(count.name().toLowerCase(Locale.ROOT), value.get()));
    return map;
  }
}
