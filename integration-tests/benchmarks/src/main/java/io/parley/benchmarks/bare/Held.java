package io.parley.benchmarks.bare;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Values that are held for a moment, so that only the newest of each key goes on. The moment begins
 * with the first value that is held. For one thread.
 */
final class Held<T> {

  private final long momentNanos;
  private final LongSupplier nanoClock;
  private final Map<String, T> newest = new LinkedHashMap<>();
  private long dueAt;

  Held(Duration moment, LongSupplier nanoClock) {
    this.momentNanos = moment.toNanos();
    this.nanoClock = nanoClock;
  }

  /** Holds a value in place of the one before it of the same key. */
  void put(String key, T value) {
    if (newest.isEmpty()) {
      dueAt = nanoClock.getAsLong() + momentNanos;
    }
    newest.put(key, value);
  }

  /** Nanoseconds until values are due; the longest time if there are no values. */
  long dueIn() {
    return newest.isEmpty() ? Long.MAX_VALUE : Math.max(0, dueAt - nanoClock.getAsLong());
  }

  /** Takes the values if they are due. */
  List<T> takeDue() {
    return dueIn() > 0 ? List.of() : take();
  }

  /** Takes the values, due or not. */
  List<T> take() {
    List<T> taken = new ArrayList<>(newest.values());
    newest.clear();
    return taken;
  }
}
