package io.parley.faults;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/**
 * Tests that an ack during a standstill breaks the promise, and that a standstill that nobody felt
 * is no proof. Seen red: without the look at the acks, and without the look at what waits.
 */
class StillnessTest {

  @Test
  void anAckWhileAServerStandsStillBreaksThePromise() {
    assertThatThrownBy(() -> Stillness.demand(1, 7))
        .isInstanceOf(PromiseBroken.class)
        .hasMessageContaining("1 commands were acknowledged");
  }

  @Test
  void aStandstillThatNobodyFeltIsNoProof() {
    assertThatThrownBy(() -> Stillness.demand(0, 0)).isInstanceOf(NotStruck.class);
  }

  @Test
  void commandsThatWaitAndNoAckAreWhatMustBe() {
    assertThatCode(() -> Stillness.demand(0, 7)).doesNotThrowAnyException();
  }
}
