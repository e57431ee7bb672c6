package io.parley.routing.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Seen red with slots that all begin at once. */
class NudgePaceTest {

  private final NudgePace pace = new NudgePace(1_000);

  @Test
  void slotsFollowEachOtherAtTheRateWhoeverAsks() {
    assertThat(pace.reserve(100, 5_000)).isEqualTo(5_000);
    assertThat(pace.reserve(300, 5_000)).isEqualTo(5_100);
    assertThat(pace.reserve(1, 5_000)).isEqualTo(5_400);
  }

  @Test
  void whatWasNotUsedIsNotSavedUp() {
    pace.reserve(100, 5_000);

    assertThat(pace.reserve(100, 60_000)).isEqualTo(60_000);
    assertThat(pace.reserve(100, 60_000)).isEqualTo(60_100);
  }
}
