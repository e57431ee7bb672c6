package io.parley.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.parley.simulator.MissedDeadline;
import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;

/**
 * Tests that failures of the product and of a case are told apart. Seen red: with {@code
 * MissedDeadline} counted as an error, and with every exception counted as a failure.
 */
class OutcomeTest {

  @Test
  void whatTheProductDoesAgainstThePromiseHasFailed() {
    assertThat(Outcome.of(new PromiseBroken("it was accepted"), false)).isEqualTo(Outcome.FAILED);
  }

  @Test
  void whatDoesNotComeAboutInTimeHasFailed() {
    ConditionTimeoutException late =
        catchThrowableOfType(
            ConditionTimeoutException.class,
            () ->
                Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .atMost(Duration.ofMillis(50))
                    .until(() -> false));

    assertThat(Outcome.of(late, false)).isEqualTo(Outcome.FAILED);
    assertThat(Outcome.of(new MissedDeadline("bob has 3 of 4"), false)).isEqualTo(Outcome.FAILED);
  }

  @Test
  void aToolThatFailsIsAnErrorOfTheCase() {
    assertThat(Outcome.of(new IOException("prlimit failed"), false)).isEqualTo(Outcome.ERROR);
    assertThat(Outcome.of(new IllegalStateException("no proxies"), false)).isEqualTo(Outcome.ERROR);
  }

  /** Seen red: as a failure of the product. */
  @Test
  void aFaultThatDidNotStrikeIsAnErrorOfTheCase() {
    assertThat(Outcome.of(new NotStruck("kafka has ended already"), false))
        .isEqualTo(Outcome.ERROR);
  }

  /** Seen red: what nobody sent, because the fleet had ended, counted against the product. */
  @Test
  void whatIsMissingForWantOfPeopleIsAnErrorOfTheCase() {
    assertThat(Outcome.of(new MissedDeadline("bob has 3 of 4"), true)).isEqualTo(Outcome.ERROR);
    assertThat(Outcome.of(new PromiseBroken("nothing came"), true)).isEqualTo(Outcome.ERROR);
  }

  @Test
  void aRunWithEitherIsNotAsExpected() {
    assertThat(Outcome.FAILED.isAsExpected()).isFalse();
    assertThat(Outcome.ERROR.isAsExpected()).isFalse();
    assertThat(Outcome.SKIPPED.isAsExpected()).isTrue();
  }
}
