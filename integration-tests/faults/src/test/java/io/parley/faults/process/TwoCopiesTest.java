package io.parley.faults.process;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.faults.PromiseBroken;
import org.junit.jupiter.api.Test;

/**
 * Tests that a second copy must be refused for being one. Seen red: any other answer counted as an
 * error of the case.
 */
class TwoCopiesTest {

  @Test
  void aRefusalForAnotherReasonBreaksThePromise() {
    assertThatThrownBy(() -> TwoCopies.demandReason("no state", "Topic chat.events is missing"))
        .isInstanceOf(PromiseBroken.class)
        .hasMessageContaining("Topic chat.events is missing");
  }

  @Test
  void theRefusalOfASecondCopyIsWhatMustBe() {
    assertThatCode(
            () ->
                TwoCopies.demandReason(
                    "chk-7", "kafka.id-prefix: another copy of this job is at work. It is using"))
        .doesNotThrowAnyException();
  }
}
