package io.parley.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * What the first device of a user is owed.
 *
 * <p>Mutation testing found that nothing noticed a first device that gets what was said while its
 * user was no member, and one that gets nothing of the time when the conversation was large.
 */
class FirstDeviceTest {

  private final OneUser ann = new OneUser();

  @Test
  void itIsNotOwedWhatWasSaidBetweenLeavingAndComingBack() {
    ann.mutedMessage("c", 5);
    ann.before("c", 90);
    ann.join("c", 91);

    ann.connect("phone", "g1", 1);

    assertThat(ann.taken()).containsExactly("SYNC phone@1 c (90,91] #1");
  }

  @Test
  void itIsOwedWhatCameWhileAConversationWasLarge() {
    ann.enterLarge("big", 10, 9);
    ann.shrink("big", 40, 39);

    ann.connect("phone", "g1", 1);

    assertThat(ann.taken()).containsExactly("SYNC phone@1 big (9,40] #1");
  }

  /** Seen red: with the event before it became large as the first that is owed. */
  @Test
  void itIsOwedWhatCameBeforeTheConversationWasLarge() {
    ann.before("big", 6);
    ann.mutedMessage("big", 7);
    ann.enterLarge("big", 10, 9);
    ann.shrink("big", 40, 39);

    ann.connect("phone", "g1", 1);

    assertThat(ann.taken()).containsExactly("SYNC phone@1 big (6,40] #1");
  }

  /** Seen red: with a join taken for a conversation that has become large. */
  @Test
  void itIsNotOwedWhatWasSaidBeforeItsUserJoinedALargeConversationAgain() {
    ann.before("big", 6);
    ann.mutedMessage("big", 7);
    ann.joinLarge("big", 10, 9);
    ann.shrink("big", 40, 39);

    ann.connect("phone", "g1", 1);

    assertThat(ann.taken()).containsExactly("SYNC phone@1 big (9,40] #1");
  }

  @Test
  void aDeviceThatHasAcknowledgedNothingGetsNothingFromBeforeItsUserCame() {
    ann.enterLarge("big", 10, 9);
    ann.connect("phone", "g1", 1);
    ann.taken();

    ann.shrink("big", 40, 39);

    assertThat(ann.taken()).containsExactly("SYNC phone@1 big (9,40] #1");
  }
}
