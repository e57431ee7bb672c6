package io.parley.flink.connector.scylladb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BackoffTest {

  @Test
  void exponentialDoublesUpToItsMaximum() {
    Backoff backoff = Backoff.exponential(Duration.ofMillis(50), Duration.ofMillis(300));

    assertThat(IntStream.rangeClosed(1, 5).mapToLong(attempt -> backoff.delayMillis(attempt, 0)))
        .containsExactly(50L, 100L, 200L, 300L, 300L);
  }

  @Test
  void exponentialNeverOverflows() {
    Backoff backoff = Backoff.exponential(Duration.ofMillis(50), Duration.ofDays(10_000));

    assertThat(backoff.delayMillis(Integer.MAX_VALUE, 0)).isPositive();
  }

  @Test
  void givesUpAfterTheLastAttempt() {
    Backoff backoff = Backoff.fixed(Duration.ofMillis(10)).withMaxAttempts(3);

    assertThat(backoff.delayMillis(2, 0)).isEqualTo(10);
    assertThat(backoff.delayMillis(3, 0)).isEqualTo(Backoff.GIVE_UP);
  }

  @Test
  void givesUpWhenTheTimeIsOver() {
    Backoff backoff = Backoff.fixed(Duration.ofMillis(10)).withMaxElapsed(Duration.ofSeconds(1));

    assertThat(backoff.delayMillis(1, 999)).isEqualTo(10);
    assertThat(backoff.delayMillis(1, 1000)).isEqualTo(Backoff.GIVE_UP);
  }

  @Test
  void jitterKeepsGivingUp() {
    Backoff backoff = Backoff.fixed(Duration.ofMillis(10)).withMaxAttempts(1).withJitter(0.5);

    assertThat(backoff.delayMillis(1, 0)).isEqualTo(Backoff.GIVE_UP);
  }

  @Property
  void jitterStaysWithinItsShare(
      @ForAll @IntRange(min = 1, max = 100_000) int millis,
      @ForAll @DoubleRange(max = 1) double rate,
      @ForAll @DoubleRange(max = 1, maxIncluded = false) double random) {
    long delay =
        Backoff.fixed(Duration.ofMillis(millis)).withJitter(rate, () -> random).delayMillis(1, 0);

    assertThat((double) delay)
        .isBetween(Math.floor(millis * (1 - rate)), Math.ceil(millis * (1 + rate)));
  }
}
