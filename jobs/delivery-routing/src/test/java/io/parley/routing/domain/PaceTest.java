package io.parley.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

  @Test
  void whatIsOverTheRateWaits() {
    Pace pace = new Pace(10, 0);

    assertThat(pace.reserve(20, 1_000)).isEqualTo(1_000);
    assertThat(pace.reserve(1, 1_000)).isEqualTo(3_000);
  }

  /** Seen red: with slots that stayed where the clock had been before it went back. */
  @Test
  void aClockThatGoesBackTakesTheSlotsBack() {
    Pace pace = new Pace(10, 0);
    pace.reserve(1, 7_200_000);

    assertThat(pace.reserve(1, 1_000)).isEqualTo(1_000);
  }
}
