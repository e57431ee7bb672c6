package io.parley.receipts.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.schemas.status.LatencyQuantiles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LatencySketchTest {

  private static final long MONTH = 30L * 86_400_000;

  @Property(tries = 100)
  void theSameLatenciesGiveTheSameQuantilesInAnyOrderAndInAnyShares(
      @ForAll @Size(min = 1, max = 60) List<@LongRange(min = 0, max = MONTH) Long> latencies,
      @ForAll long seed) {
    LatencySketch straight = new LatencySketch();
    latencies.forEach(straight::add);

    List<Long> shuffled = new ArrayList<>(latencies);
    Collections.shuffle(shuffled, new Random(seed));
    List<LatencySketch> shares = List.of(new LatencySketch(), new LatencySketch());
    for (int i = 0; i < shuffled.size(); i++) {
      shares.get(i % 2).add(shuffled.get(i));
    }
    LatencySketch merged = new LatencySketch();
    shares.forEach(merged::add);

    assertThat(merged.quantiles()).isEqualTo(straight.quantiles());
  }

  /** To encode costs much, so it is not done for each latency. Seen red when it was. */
  @Test
  void latenciesAreEncodedOnceHoweverManyThereAre() {
    LatencySketch sketch = new LatencySketch();
    for (int i = 0; i < 1_000; i++) {
      sketch.add(i);
    }
    assertThat(sketch.encoded).isEmpty();
    LatencyQuantiles before = sketch.quantiles();
    sketch.pack();
    assertThat(sketch.encoded).isNotEmpty();

    LatencySketch restored = new LatencySketch();
    restored.encoded = sketch.encoded;
    restored.count = sketch.count;
    restored.max = sketch.max;
    assertThat(restored.quantiles()).isEqualTo(before);
  }

  @Property(tries = 100)
  void quantilesAreRightToOnePercentAndTheLongestIsExact(
      @ForAll @Size(min = 1, max = 200) List<@LongRange(min = 0, max = MONTH) Long> latencies) {
    LatencySketch sketch = new LatencySketch();
    latencies.forEach(sketch::add);
    List<Long> sorted = latencies.stream().sorted().toList();
    long median = sorted.get((int) Math.ceil(sorted.size() * 0.5) - 1);

    LatencyQuantiles quantiles = sketch.quantiles();
    assertThat(quantiles.getCount()).isEqualTo(latencies.size());
    assertThat(quantiles.getMaxMs()).isEqualTo(sorted.get(sorted.size() - 1));
    assertThat(quantiles.getP50Ms()).isBetween(median, median + median / 100 + 1);
  }
}
