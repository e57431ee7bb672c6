package io.parley.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Seen red: the patience counted from the start of the wait; the rate taken from where counting
 * should have begun.
 */
class CommandCountTest {

  private static final Duration LOOK = Duration.ofSeconds(1);

  private long seconds;

  /** A count that depends on the seconds that have passed. */
  private CommandCount count(LongUnaryOperator doneAfterSeconds) {
    return new CommandCount(
        () -> doneAfterSeconds.applyAsLong(seconds),
        () -> seconds * LOOK.toNanos(),
        () -> seconds++);
  }

  @Test
  void theRateIsThatOfTheCommandsBetweenTheTwoCounts() throws Exception {
    CommandCount faster = count(after -> after < 10 ? 7 * after : 70 + 50 * (after - 10));

    assertThat(faster.awaitRate(65, 570)).isCloseTo(50, within(1e-9));
    assertThat(seconds).isEqualTo(20);
  }

  @Test
  void aSlowMachineIsWaitedForAsLongAsTheCountRises() throws Exception {
    assertThat(count(after -> after / 100).await(1_000)).isEqualTo(1_000);
    assertThat(seconds).isEqualTo(100_000);
  }

  @Test
  void aCountThatStandsStillEndsTheWaitWithWhatIsDone() {
    assertThatThrownBy(() -> count(after -> Math.min(after, 1_234)).await(5_000))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("1,234 of 5,000")
        .hasMessageContaining("refuses commands");
    assertThat(seconds).isBetween(1_234L, 1_234 + 2 * CommandCount.PATIENCE.toSeconds());
  }

  @Test
  void aBacklogThatIsWorkedOffBeforeCountingBeginsHasNoRate() {
    assertThatThrownBy(() -> count(after -> 100).awaitRate(50, 95))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("100 commands were done")
        .hasMessageContaining("no rate");
  }
}
