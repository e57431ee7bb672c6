package io.parley.faults.mistake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.faults.PromiseBroken;
import io.parley.pipeline.PipelineJob;
import org.junit.jupiter.api.Test;

/**
 * Tests that a second copy must be refused for being one. Seen red: any other answer counted as an
 * error of the case.
 */
class TwoCopiesTest {

  @Test
  void aRefusalForAnotherReasonBreaksThePromise() {
    assertThatThrownBy(() -> refusal("Topic chat.events is missing"))
        .isInstanceOf(PromiseBroken.class)
        .hasMessageContaining("Topic chat.events is missing");
  }

  @Test
  void aRefusalThatDoesNotNameTheRemedyBreaksThePromise() {
    assertThatThrownBy(() -> refusal("kafka.id-prefix: another copy of this job is at work. Bye."))
        .isInstanceOf(PromiseBroken.class);
  }

  @Test
  void theRefusalOfASecondCopyIsWhatMustBe() {
    assertThat(
            refusal(
                "kafka.id-prefix: another copy of this job is at work. It is using the"
                    + " transactional id 'parley-1'. Stop the other copy first. If it is another"
                    + " deployment, give this one its own prefix."))
        .startsWith("another copy of this job is at work")
        .endsWith("Stop the other copy first");
  }

  private static String refusal(String answer) {
    return RefusedStart.refusal(PipelineJob.INGEST, TwoCopies.WORDS, answer);
  }
}
