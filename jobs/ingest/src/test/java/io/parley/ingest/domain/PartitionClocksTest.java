package io.parley.ingest.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PartitionClocksTest {

  private static final long NOON = 1_750_000_000_000L;

  private final PartitionClocks clocks = new PartitionClocks();

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
    PartitionClocks restored = new PartitionClocks();
    restored.restore(0, last);
    restored.restore(0, last - 1_000_000);
    assertThat(restored.next(0, NOON)).isEqualTo(last + 1);
  }

  /** Red with {@code last > tick} in place of {@code last >= tick}. */
  @Property(seed = "4")
  void ticksStrictlyRiseAndNeverPrecedeTheirRecord(
      @ForAll @Size(min = 1, max = 200) List<@LongRange(min = 0, max = 20) Long> offsets) {
    PartitionClocks fresh = new PartitionClocks();
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
    PartitionClocks one = new PartitionClocks();
    offsets.forEach(offset -> straight.add(one.next(3, NOON + offset)));

    int at = Math.min(crash, offsets.size() - 1);
    List<Long> replayed = new ArrayList<>();
    PartitionClocks before = new PartitionClocks();
    Map<Integer, Long> stale = new HashMap<>();
    for (int i = 0; i < at; i++) {
      replayed.add(before.next(3, NOON + offsets.get(i)));
      if (i == at / 2) {
        before.forEach(stale::put);
      }
    }
    PartitionClocks after = new PartitionClocks();
    before.forEach(after::restore);
    stale.forEach(after::restore);
    for (int i = at; i < offsets.size(); i++) {
      replayed.add(after.next(3, NOON + offsets.get(i)));
    }
    assertThat(replayed).isEqualTo(straight);
  }
}
