package io.parley.ingest.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.schemas.id.Snowflake;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PartitionClocksTest {

  private static final long NOON = 1_750_000_000_000L;

  private static final String TOPIC = "chat.commands";

  private final PartitionClocks clocks = new PartitionClocks(TOPIC);

  @Test
  void countsRecordsOfOneMillisecond() {
    assertThat(clocks.next(0, NOON)).isEqualTo(NOON * 1000);
    assertThat(clocks.next(0, NOON)).isEqualTo(NOON * 1000 + 1);
    assertThat(clocks.next(0, NOON + 1)).isEqualTo((NOON + 1) * 1000);
  }

  @Test
  void theThousandAndFirstRecordOfAMillisecondBorrowsFromTheNext() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(clocks.next(0, NOON)).isEqualTo(NOON * 1000 + i);
    }
    assertThat(clocks.next(0, NOON)).isEqualTo((NOON + 1) * 1000);
    assertThat(clocks.next(0, NOON + 1)).isEqualTo((NOON + 1) * 1000 + 1);
  }

  @Test
  void waitsForABrokerWhoseClockJumpedBack() {
    clocks.next(0, NOON);
    assertThat(clocks.next(0, NOON - 60_000)).isEqualTo(NOON * 1000 + 1);
    assertThat(clocks.next(0, NOON + 5)).isEqualTo((NOON + 5) * 1000);
  }

  @Test
  void partitionsDoNotMoveEachOther() {
    clocks.next(0, NOON + 60_000);
    assertThat(clocks.next(1, NOON)).isEqualTo(NOON * 1000);
  }

  @Test
  void aStaleCopyDoesNotTurnTheClockBack() {
    long last = clocks.next(0, NOON);
    PartitionClocks restored = new PartitionClocks(TOPIC);
    restored.restore(new PartitionTick(TOPIC, 0, last));
    restored.restore(new PartitionTick(TOPIC, 0, last - 1_000_000));
    assertThat(restored.next(0, NOON)).isEqualTo(last + 1);
  }

  /**
   * The old topic's furthest partition was ahead of the others. Red when a clock of the new topic
   * starts at the time of its first record, or at the same millisecond: a lower partition number
   * makes a lower id then.
   */
  @Test
  void theClocksOfANewTopicStartBehindAllClocksOfTheOldOne() {
    clocks.next(0, NOON);
    long furthest = clocks.next(1, NOON + 60_000);
    PartitionClocks next = new PartitionClocks("chat.commands.2");
    clocks.forEach(next::restore);

    long first = next.next(0, NOON + 100);
    assertThat(first).isEqualTo((NOON + 60_001) * 1000);
    assertThat(Snowflake.of(first / 1000, 0, 0, 0))
        .isGreaterThan(Snowflake.of(furthest / 1000, 0, 511, 999));
    assertThat(next.next(7, NOON + 200)).isEqualTo(first);
    assertThat(next.next(7, NOON + 70_000)).isEqualTo((NOON + 70_000) * 1000);
  }

  /** Red with {@code last > tick} in place of {@code last >= tick}. */
  @Property(seed = "4")
  void ticksStrictlyRiseAndNeverPrecedeTheirRecord(
      @ForAll @Size(min = 1, max = 200) List<@LongRange(min = 0, max = 20) Long> offsets) {
    PartitionClocks fresh = new PartitionClocks(TOPIC);
    long previous = Long.MIN_VALUE;
    for (long offset : offsets) {
      long tick = fresh.next(0, NOON + offset);
      assertThat(tick).isGreaterThan(previous).isGreaterThanOrEqualTo((NOON + offset) * 1000);
      previous = tick;
    }
  }

  /** Red when {@code restore} takes the last copy instead of the largest. */
  @Property(seed = "4")
  void aRestoreAtAnyPointWithStaleCopiesChangesNothing(
      @ForAll @Size(min = 2, max = 100) List<@LongRange(min = 0, max = 20) Long> offsets,
      @ForAll @IntRange(min = 1, max = 99) int crash) {
    List<Long> straight = new ArrayList<>();
    PartitionClocks one = new PartitionClocks(TOPIC);
    offsets.forEach(offset -> straight.add(one.next(3, NOON + offset)));

    int at = Math.min(crash, offsets.size() - 1);
    List<Long> replayed = new ArrayList<>();
    PartitionClocks before = new PartitionClocks(TOPIC);
    List<PartitionTick> stale = new ArrayList<>();
    for (int i = 0; i < at; i++) {
      replayed.add(before.next(3, NOON + offsets.get(i)));
      if (i == at / 2) {
        before.forEach(stale::add);
      }
    }
    PartitionClocks after = new PartitionClocks(TOPIC);
    before.forEach(after::restore);
    stale.forEach(after::restore);
    for (int i = at; i < offsets.size(); i++) {
      replayed.add(after.next(3, NOON + offsets.get(i)));
    }
    assertThat(replayed).isEqualTo(straight);
  }
}
