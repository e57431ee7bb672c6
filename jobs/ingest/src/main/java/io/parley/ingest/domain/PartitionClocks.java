package io.parley.ingest.domain;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * One clock for each Kafka partition of the topic of commands, driven by nothing but the append
 * times of its records.
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
 * <p>A topic has generations: when more partitions are needed, a new topic takes over from the old
 * one. Then a conversation goes on in another partition, and its ids must go on rising. So every
 * clock of the new topic starts a millisecond behind the furthest clock of the old ones, which the
 * saved state holds, and which do not move any more.
 *
 * <p>Not thread-safe: owned by the task that reads the partitions.
 */
public final class PartitionClocks {

  /** Ticks in a millisecond. */
  public static final int TICKS_PER_MILLI = 1_000;

  private final String topic;
  private final Map<SourcePartition, Long> lastTicks = new HashMap<>();
  private long start = Long.MIN_VALUE;

  /**
   * @param topic the present generation of the topic of commands
   */
  public PartitionClocks(String topic) {
    this.topic = topic;
  }

  /**
   * Advances the clock of {@code partition} by one record.
   *
   * @param appendMillis when the broker took the record, in milliseconds since 1970. The caller has
   *     checked that it is a broker's time: whatever comes in here moves the clock, and it never
   *     moves back.
   * @return the record's tick, larger than every earlier one of the partition
   */
  public long next(int partition, long appendMillis) {
    SourcePartition key = new SourcePartition(topic, partition);
    long tick = Math.max(Math.multiplyExact(appendMillis, TICKS_PER_MILLI), start);
    Long last = lastTicks.get(key);
    if (last != null && last >= tick) {
      tick = last + 1;
    }
    lastTicks.put(key, tick);
    return tick;
  }

  /**
   * The time that a partition has reached, milliseconds since 1970; empty before its first record.
   */
  public OptionalLong millis(int partition) {
    long last =
        Math.max(lastTicks.getOrDefault(new SourcePartition(topic, partition), start), start);
    return last == Long.MIN_VALUE
        ? OptionalLong.empty()
        : OptionalLong.of(Math.floorDiv(last, TICKS_PER_MILLI));
  }

  /** The time that the furthest of the known partitions has reached; empty before any record. */
  public OptionalLong furthestMillis() {
    OptionalLong furthest = lastTicks.values().stream().mapToLong(tick -> tick).max();
    return furthest.isPresent()
        ? OptionalLong.of(Math.floorDiv(furthest.getAsLong(), TICKS_PER_MILLI))
        : furthest;
  }

  /** Takes over a saved tick unless the partition is further already. */
  public void restore(PartitionTick saved) {
    lastTicks.merge(
        new SourcePartition(saved.topic(), saved.partition()), saved.lastTick(), Math::max);
    if (!saved.topic().equals(topic)) {
      long nextMilli = Math.floorDiv(saved.lastTick(), TICKS_PER_MILLI) + 1;
      start = Math.max(start, nextMilli * TICKS_PER_MILLI);
    }
  }

  /** Shows every partition and its last tick, in no particular order. */
  public void forEach(Consumer<PartitionTick> consumer) {
    lastTicks.forEach(
        (key, tick) -> consumer.accept(new PartitionTick(key.topic(), key.partition(), tick)));
  }
}
