package io.parley.checker.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Tests {@link Intervals} by comparison with a set of single moments. */
class IntervalsTest {

  private static final int MOMENTS = 64;

  @Property(tries = 500, seed = "7")
  void gapsAreTheMomentsThatNoIntervalHas(
      @ForAll @Size(max = 8) List<@IntRange(max = MOMENTS) Integer> froms,
      @ForAll @IntRange(max = 9) int length,
      @ForAll @IntRange(max = MOMENTS) int from,
      @ForAll @IntRange(max = MOMENTS) int until) {
    Intervals intervals = new Intervals();
    BitSet moments = new BitSet();
    for (int i = 0; i < froms.size(); i++) {
      int end = froms.get(i) + (length + i) % 10;
      intervals.add(froms.get(i), end);
      moments.set(froms.get(i), end);
    }
    List<Long> expected =
        LongStream.range(from, until).filter(at -> !moments.get((int) at)).boxed().toList();

    List<Intervals.Gap> gaps = intervals.gaps(from, until);

    assertThat(
            gaps.stream()
                .flatMapToLong(gap -> LongStream.range(gap.from(), gap.until()))
                .boxed()
                .toList())
        .isEqualTo(expected);
    assertThat(gaps).allMatch(gap -> gap.length() > 0);
    assertThat(intervals.longestGap(from, until))
        .isEqualTo(gaps.stream().mapToLong(Intervals.Gap::length).max().orElse(0));
  }
}
