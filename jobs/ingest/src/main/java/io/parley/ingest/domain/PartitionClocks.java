package io.parley.ingest.domain;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/**
 * One clock for each Kafka partition, driven by nothing but the append times of its records.
 *
 * <p>A <em>tick</em> is a number of microseconds since 1970: {@code milliseconds * 1000 +
 * sequence}, with a sequence of 0 to 999. The next tick of a partition is the larger of its
 * record's append time and the tick after the last one. That one rule does all that an id needs:
 * ticks strictly rise, a broker's clock that jumps back is waited for, and a millisecond with more
 * than a thousand records borrows from the next. The same append times give the same ticks, in
 * every replay.
 *
 * <p>The last tick is the whole state of a partition, and of two of them the larger one is true:
 * copies that got lost behind in a rescale are merged by {@linkplain #restore maximum}.
 *
 * <p>Not thread-safe: owned by the task that reads the partitions.
 */
public final class PartitionClocks {

  /** Ticks in a millisecond. */
  public static final int TICKS_PER_MILLI = 1_000;

  private final Map<Integer, Long> lastTicks = new HashMap<>();

  /**
   * Advances the clock of {@code partition} by one record.
   *
   * @param appendMillis when the broker took the record, in milliseconds since 1970. The caller has
   *     checked that it is a broker's time: whatever comes in here moves the clock, and it never
   *     moves back.
   * @return the record's tick, larger than every earlier one of the partition
   */
  public long next(int partition, long appendMillis) {
    long tick = Math.multiplyExact(appendMillis, TICKS_PER_MILLI);
    Long last = lastTicks.get(partition);
    if (last != null && last >= tick) {
      tick = last + 1;
    }
    lastTicks.put(partition, tick);
    return tick;
  }

  /** Takes over a saved tick unless the partition is further already. */
  public void restore(int partition, long lastTick) {
    lastTicks.merge(partition, lastTick, Math::max);
  }

  /** Shows every partition and its last tick, in no particular order. */
  public void forEach(ObjLongConsumer<Integer> consumer) {
    lastTicks.forEach(consumer::accept);
  }
}
