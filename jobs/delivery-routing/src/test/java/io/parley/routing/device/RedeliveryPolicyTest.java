package io.parley.routing.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RedeliveryPolicyTest {

  private static final RedeliveryPolicy POLICY =
      new RedeliveryPolicy(Duration.ofSeconds(5), Duration.ofSeconds(60), 0.2, 5, 3);

  @Property(tries = 500, seed = "1")
  void theDelayDoublesUpToItsLimitWithinTheJitter(
      @ForAll @IntRange(min = 1, max = 200) int attempt, @ForAll long eventId) {
    double plain = Math.min(60_000, 5_000 * Math.pow(2, attempt - 1));

    assertThat(POLICY.delayAfter(attempt, "phone", "c1", eventId))
        .isBetween(Math.round(plain * 0.8), Math.round(plain * 1.2));
  }

  @Property(tries = 100, seed = "2")
  void theSameIdsGiveTheSameDelay(@ForAll long eventId) {
    assertThat(POLICY.delayAfter(2, "phone", "c1", eventId))
        .isEqualTo(POLICY.delayAfter(2, "phone", "c1", eventId));
  }

  @Test
  void whatWasSentTogetherIsNotSentAgainTogether() {
    long distinct =
        LongStream.range(0, 1_000)
            .map(user -> POLICY.delayAfter(1, "phone-" + user, "c1", 1))
            .distinct()
            .count();

    assertThat(distinct).as("different delays for 1,000 devices").isGreaterThan(500);
  }
}
