package io.parley.receipts.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** A set that may hold more than was added, but never less. */
class RangesTest {

  /** Seen red when two ranges that were joined lost the first of them. */
  @Property(tries = 200)
  void everyOrdinalThatWasAddedIsTakenOnceAndInOrder(
      @ForAll @Size(max = 200) List<@LongRange(min = 1, max = 1_000) Long> ordinals) {
    Ranges ranges = new Ranges();
    ordinals.forEach(ordinal -> ranges.add(ordinal, ordinal));

    List<Long> taken = taken(ranges);

    assertThat(taken).isSorted().doesNotHaveDuplicates().containsAll(ordinals);
    if (new TreeSet<>(ordinals).size() <= Ranges.MOST) {
      assertThat(taken).hasSameElementsAs(ordinals);
    }
  }

  @Test
  void onlyTheClosestRangesAreJoinedSoThatFewOrdinalsAreTakenInVain() {
    Ranges ranges = new Ranges();
    for (int i = 0; i < Ranges.MOST; i++) {
      ranges.add(1_000L * i + 1, 1_000L * i + 1);
    }
    ranges.add(5_003, 5_003);
    assertThat(taken(ranges)).hasSize(Ranges.MOST + 2).contains(5_001L, 5_002L, 5_003L);
  }

  private static List<Long> taken(Ranges ranges) {
    List<Long> taken = new ArrayList<>();
    while (!ranges.isEmpty()) {
      taken.add(ranges.takeFirst());
    }
    return taken;
  }
}
