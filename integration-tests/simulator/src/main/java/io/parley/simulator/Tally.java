package io.parley.simulator;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The counts of a fleet. The fleet's thread writes them, and any thread may read them. Some of them
 * include counts of the gateways.
 */
public final class Tally {

  private final Map<Count, AtomicLong> counts;
  private final MeterRegistry gateways;

  Tally(MeterRegistry gateways) {
    this.gateways = gateways;
    Map<Count, AtomicLong> zeroes = new EnumMap<>(Count.class);
    for (Count count : Count.values()) {
      zeroes.put(count, new AtomicLong());
    }
    counts = Collections.unmodifiableMap(zeroes);
  }

  void add(Count count) {
    add(count, 1);
  }

  void add(Count count, long more) {
    counts.get(count).addAndGet(more);
  }

  /** The count so far. */
  public long of(Count count) {
    return counts.get(count).get() + ofGateways(count);
  }

  private long ofGateways(Count count) {
    return switch (count) {
      case RESENDS -> sum("commands.resent");
      case REPEATED_ACKS -> sum("acks.stray");
      case REPEATED_DELIVERIES -> sum("deliveries.repeated");
      case STALE_DELIVERIES -> sum("deliveries.stale");
      case SYNCS -> sum("syncs");
      case HISTORY_READS -> sum("history.reads");
      case RECEIPTS_WRITTEN -> sum("receipts.written");
      default -> 0;
    };
  }

  private long sum(String name) {
    return Math.round(
        gateways.find("parley.gateway." + name).counters().stream()
            .mapToDouble(Counter::count)
            .sum());
  }

  /** All counts by name, for records of a run. */
  public Map<String, Long> toMap() {
    Map<String, Long> map = new TreeMap<>();
    for (Count count : Count.values()) {
      map.put(count.name().toLowerCase(Locale.ROOT), of(count));
    }
    return map;
  }
}
