package io.parley.benchmarks.meters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Seen red: the time to the next checkpoint taken for the time since the last. */
class FoldTest {

  private final Fold fold = new Fold(List.of(3_000L, 1_000L, 2_000L));

  @Test
  void aLatencyFallsIntoTheTenthOfTheIntervalInWhichItsMessageWasDue() {
    fold.add(1_000, 5_000);
    fold.add(2_099, 7_000);
    fold.add(1_950, 90_000);

    assertThat(fold.p99(0)).isCloseTo(7, within(0.1));
    assertThat(fold.p99(9)).isCloseTo(90, within(0.1));
    assertThat(fold.p99(5)).isZero();
  }

  @Test
  void aMessageWithoutACheckpointBeforeOrAfterItIsLeftOut() {
    fold.add(999, 5_000);
    fold.add(3_000, 5_000);

    assertThat(fold.row("all")).containsOnly("all", "0");
  }

  @Test
  void aRowHasAsManyCellsAsTheHeader() {
    assertThat(fold.row("one")).hasSameSizeAs(Fold.header("name"));
    assertThat(Fold.header("name")).startsWith("name", "0-10 %").endsWith("90-100 %");
  }
}
