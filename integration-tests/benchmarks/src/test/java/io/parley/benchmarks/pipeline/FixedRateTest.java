package io.parley.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Seen red: the goal's rate only where twice as much is sustained; 500 conversations at any rate.
 */
class FixedRateTest {

  private static final int LEAST = 1_500;

  @Test
  void theRateIsThatOfTheGoalsIfItIsAtMostSevenTenthsOfWhatIsSustained() {
    assertThat(sustained(10_000).messagesPerSecond()).isEqualTo(500);
    assertThat(sustained(715).messagesPerSecond()).isEqualTo(500);
    assertThat(sustained(715).isOfGoals()).isTrue();
  }

  @Test
  void otherwiseItIsHalfOfWhatIsSustained() {
    assertThat(sustained(713).messagesPerSecond()).isEqualTo(356);
    assertThat(sustained(713).isOfGoals()).isFalse();
    assertThat(sustained(1).messagesPerSecond()).isEqualTo(1);
  }

  @Test
  void whoeverAsksForARateGetsIt() {
    FixedRate asked = FixedRate.of(Optional.of(40), Optional.of(721.0), LEAST);

    assertThat(asked).isEqualTo(new FixedRate(40, LEAST));
  }

  @Test
  void withoutAThroughputTheRateIsThatOfTheGoals() {
    assertThat(FixedRate.of(Optional.empty(), Optional.empty(), LEAST).messagesPerSecond())
        .isEqualTo(500);
  }

  /**
   * Unread counts of a conversation wait for two seconds, and would be written for two messages.
   */
  @Test
  void betweenTwoMessagesOfAConversationThereAreThreeSecondsAtLeast() {
    for (int rate : new int[] {1, 240, 250, 480, 500, 501, 5_000}) {
      FixedRate fixed = FixedRate.of(Optional.of(rate), Optional.empty(), 500);

      assertThat(fixed.conversations()).isGreaterThanOrEqualTo(Math.max(500, 3 * rate));
    }
  }

  private static FixedRate sustained(double rate) {
    return FixedRate.of(Optional.empty(), Optional.of(rate), LEAST);
  }
}
