package io.parley.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * SYNCs that are due when the job resumes.
 *
 * <p>Mutation testing found that nothing noticed a SYNC that waits for an acknowledgement although
 * it never went out, a SYNC that is repeated although its acknowledgement may still be unread, and
 * redeliveries that are not counted.
 */
class RetriesAfterARestartTest {

  @Test
  void aSyncThatNeverWentOutGoesOutAtOnce() {
    OneUser slow = OneUser.paced();
    slow.connect("phone", "g1", 1);
    slow.disconnect("phone", "g1", 1);
    slow.mutedMessage("a", 1);
    slow.mutedMessage("b", 2);
    slow.mutedMessage("c", 3);
    slow.connect("phone", "g1", 2);
    assertThat(slow.taken()).as("a second's worth").hasSize(2);

    slow.resumeAfterTenMinutes();

    assertThat(slow.taken()).containsExactly("SYNC phone@2 c (0,3] #1");
    assertThat(slow.howOften(RoutingCounter.REDELIVERY)).isZero();
  }

  @Test
  void aSyncThatWasUnderWayHasAFullTimeoutAgain() {
    OneUser ann = new OneUser();
    ann.connect("phone", "g1", 1);
    ann.mutedMessage("c", 5);
    ann.pass(6_000);
    assertThat(ann.taken()).contains("SYNC phone@1 c (0,5] #1");

    ann.resumeAfterTenMinutes();
    ann.pass(5_000);
    assertThat(ann.taken()).isEmpty();
    ann.pass(4_000);

    assertThat(ann.taken()).containsExactly("SYNC phone@1 c (0,5] #2");
    assertThat(ann.howOften(RoutingCounter.REDELIVERY)).isEqualTo(2);
  }
}
