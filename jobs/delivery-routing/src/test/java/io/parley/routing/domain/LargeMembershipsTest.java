package io.parley.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.routing.Events;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * One user's large conversations.
 *
 * <p>Seen red: with the marks of the small conversation dropped at {@code enter}; with {@code
 * onSession} doing nothing; without the test for {@code isAhead}. Mutation testing found that
 * nothing noticed a count of large conversations that falls with each, a session beyond the pace
 * that never gets its turn, a mark that goes back, a receipt of an unknown device that fails the
 * job, and a receipt that moves no mark because a notification is out.
 */
class LargeMembershipsTest {

  private final OneUser ann = new OneUser();

  @Test
  void whoIsConnectedWhenAConversationBecomesLargeAsksForBroadcasts() {
    ann.connect("phone", "g1", 1);

    ann.enterLarge("big", 10, 9);

    assertThat(ann.taken()).containsExactly("SYNC phone@1 big (9,null] #1");
  }

  @Test
  void aDeviceThatIsBehindWhenItBecomesLargeStartsWhereItStands() {
    ann.before("big", 6);
    ann.connect("phone", "g1", 1);
    ann.message("big", 7);
    ann.taken();

    ann.enterLarge("big", 10, 9);
    ann.pass(120_000);

    assertThat(ann.taken()).containsExactly("SYNC phone@1 big (6,null] #1");
  }

  @Test
  void everySessionBeginsWithOneSyncNewsOrNot() {
    ann.connect("phone", "g1", 1);
    ann.enterLarge("big", 10, 9);
    ann.delivered("phone", "big", 30);
    ann.disconnect("phone", "g1", 1);
    ann.taken();

    ann.connect("phone", "g2", 2);
    ann.pass(120_000);

    assertThat(ann.taken()).containsExactly("SYNC phone@2 big (30,null] #1");
    assertThat(ann.rows).extracting(DeviceCursor::eventId).containsExactly(30L);
  }

  @Test
  void aNewDeviceBeginsAtTheNewestPage() {
    ann.enterLarge("big", 10, 9);

    ann.connect("phone", "g1", 1);

    assertThat(ann.taken()).containsExactly("SYNC phone@1 big (0,null] #1");
  }

  @Test
  void whoLeavesGetsEverythingUpToTheirLeaving() {
    ann.connect("phone", "g1", 1);
    ann.enterLarge("big", 10, 9);
    ann.delivered("phone", "big", 20);
    ann.taken();

    ann.leaveLarge("big", 40, 39);
    ann.delivered("phone", "big", 40);
    ann.pass(120_000);

    assertThat(ann.taken()).containsExactly("SYNC phone@1 big (20,40] #1");
    assertThat(ann.stored().large).isZero();
  }

  @Test
  void aReceiptFarAheadOfItsTimeIsRefused() {
    ann.connect("phone", "g1", 1);
    ann.enterLarge("big", 10, 9);

    ann.delivered("phone", "big", Events.id(600_000));

    assertThat(ann.rows).isEmpty();
    assertThat(ann.howOften(RoutingCounter.REFUSED_RECEIPT)).isEqualTo(1);
  }

  @Test
  void afterTheEndOfItsMembershipASessionGetsNoSyncOfIt() {
    ann.enterLarge("big", 10, 9);
    ann.leaveLarge("big", 40, 39);
    ann.connect("phone", "g1", 1);
    ann.delivered("phone", "big", 40);
    ann.disconnect("phone", "g1", 1);
    ann.enterLarge("big", 50, 49);
    ann.taken();

    ann.connect("phone", "g1", 2);

    assertThat(ann.taken()).containsExactly("SYNC phone@2 big (49,null] #1");
  }

  /** Its gateway reads once for all of them. */
  @Test
  void whoIsConnectedDoesNotWaitWhenAConversationBecomesLarge() {
    OneUser slow = OneUser.paced();
    slow.connect("phone", "g1", 1);

    enterThree(slow);
    slow.pass(120_000);

    assertThat(slow.taken())
        .containsExactly(
            "SYNC phone@1 a (9,null] #1",
            "SYNC phone@1 b (9,null] #1",
            "SYNC phone@1 c (9,null] #1");
  }

  /** Seen red: the conversation that becomes large told at once, and again with the others. */
  @Test
  void aConversationThatBecomesLargeBeforeASessionsTurnIsToldOnceWithTheOthers() {
    OneUser slow = OneUser.paced();
    enterThree(slow);
    slow.connect("phone", "g1", 1);
    slow.connect("laptop", "g2", 1);
    slow.taken();

    slow.enterLarge("d", 10, 9);
    assertThat(slow.taken()).containsExactly("SYNC phone@1 d (9,null] #1");
    slow.pass(120_000);

    assertThat(slow.taken())
        .containsExactlyInAnyOrder(
            "SYNC laptop@1 a (0,null] #1",
            "SYNC laptop@1 b (0,null] #1",
            "SYNC laptop@1 c (0,null] #1",
            "SYNC laptop@1 d (9,null] #1");
  }

  @Test
  void aSessionWhoseGatewayDiesBeforeItsTurnGetsNoSync() {
    OneUser slow = OneUser.paced();
    enterThree(slow);
    slow.connect("phone", "g1", 1);
    slow.connect("laptop", "g2", 1);
    slow.sign("g2", 1, true);
    slow.taken();

    slow.passInSilence(120_000, "g1");

    assertThat(slow.taken()).isEmpty();
  }

  @Test
  void aDeviceWithoutASessionIsSentNothingWhenAConversationBecomesLarge() {
    ann.connect("phone", "g1", 1);
    ann.disconnect("phone", "g1", 1);

    ann.enterLarge("big", 10, 9);

    assertThat(ann.taken()).isEmpty();
  }

  @Test
  void aSessionGetsOneSyncOfEachOfTwoLargeConversations() {
    ann.connect("phone", "g1", 1);
    ann.disconnect("phone", "g1", 1);
    ann.enterLarge("a", 10, 9);
    ann.enterLarge("b", 20, 19);

    ann.connect("phone", "g1", 2);

    assertThat(ann.taken())
        .containsExactlyInAnyOrder("SYNC phone@2 a (9,null] #1", "SYNC phone@2 b (19,null] #1");
  }

  @Test
  void aSessionBeyondThePaceGetsItsSyncsWhenItsTurnComes() {
    OneUser slow = OneUser.paced();
    enterThree(slow);
    slow.connect("phone", "g1", 1);
    slow.taken();

    slow.connect("laptop", "g2", 1);
    slow.pass(1_000);
    assertThat(slow.taken()).isEmpty();
    slow.pass(2_000);

    assertThat(slow.taken())
        .containsExactlyInAnyOrder(
            "SYNC laptop@1 a (0,null] #1",
            "SYNC laptop@1 b (0,null] #1",
            "SYNC laptop@1 c (0,null] #1");
  }

  @Test
  void aConversationThatBecomesSmallIsSyncedToEachDeviceUntilItAcknowledges() {
    ann.connect("phone", "g1", 1);
    ann.connect("laptop", "g2", 2);
    ann.enterLarge("big", 10, 9);
    ann.taken();

    ann.shrink("big", 40, 39);
    ann.pass(6_000);

    assertThat(ann.taken())
        .containsExactly(
            "SYNC phone@1 big (9,40] #1",
            "SYNC laptop@2 big (9,40] #1",
            "SYNC phone@1 big (9,40] #2",
            "SYNC laptop@2 big (9,40] #2");
  }

  /**
   * The fault large-groups found it with a device that was away from the first event on. Seen red:
   * with zero taken for a device that came later, so that the events before 10 were never sent.
   */
  @Test
  void whoWasAwayFromTheFirstEventOnGetsEverythingWhenItBecomesSmall() {
    becomeLargeWhileThePhoneIsAway();
    ann.shrink("big", 40, 39);
    ann.taken();

    ann.connect("phone", "g1", 2);

    assertThat(ann.taken()).containsExactly("SYNC phone@2 big (1,40] #1");
  }

  /** A SYNC after 0 would bring the newest page only. Seen red: with 0. */
  @Test
  void whoHasAcknowledgedNothingOfAConversationFromItsFirstEventGetsAllOfIt() {
    becomeLargeWhileThePhoneIsAway();
    ann.taken();

    ann.connect("phone", "g1", 2);

    assertThat(ann.taken()).containsExactly("SYNC phone@2 big (1,null] #1");
  }

  /** Seen red: with a turn that a SYNC to somebody who has left must wait for. */
  @Test
  void whoLeavesDoesNotWaitForATurn() {
    OneUser slow = OneUser.paced();
    slow.connect("phone", "g1", 1);
    enterThree(slow);
    slow.connect("laptop", "g2", 1);
    slow.disconnect("laptop", "g2", 1);
    slow.taken();

    slow.leaveLarge("a", 40, 39);
    slow.leaveLarge("b", 40, 39);
    slow.leaveLarge("c", 40, 39);

    assertThat(slow.taken())
        .containsExactly(
            "SYNC phone@1 a (9,40] #1", "SYNC phone@1 b (9,40] #1", "SYNC phone@1 c (9,40] #1");
  }

  /** Seen red: with the acknowledgements of known devices only. */
  @Test
  void whatADeviceReadBeforeItLoggedOutIsNotPushed() {
    ann.connect("phone", "g1", 1);
    ann.disconnect("phone", "g1", 1);
    ann.connect("web", "g2", 1);
    ann.enterLarge("big", 10, 9);
    ann.read("web", "big", 20);
    ann.logOut("web", "g2", 1);
    ann.connect("phone", "g1", 2);
    ann.delivered("phone", "big", 15);
    ann.disconnect("phone", "g1", 2);
    ann.taken();

    ann.news("big", 20);
    ann.pass(6_000);

    assertThat(ann.taken()).isEmpty();
  }

  /** Seen red: without the look at the event before the membership. */
  @Test
  void aMessageFromBeforeTheUserJoinedIsNotPushed() {
    ann.joinLarge("big", 25, 24);

    ann.news("big", 20);
    ann.pass(6_000);

    assertThat(ann.taken()).isEmpty();
  }

  /**
   * What was said while the user was away is not for them. Seen red: with a join taken for a
   * conversation that has become large.
   */
  @Test
  void whoJoinsALargeConversationAgainGetsNothingFromBefore() {
    becomeLargeWhileThePhoneIsAway();
    ann.leaveLarge("big", 20, 19);
    ann.joinLarge("big", 40, 39);
    ann.taken();

    ann.connect("phone", "g1", 2);

    assertThat(ann.taken()).containsExactly("SYNC phone@2 big (39,null] #1");
  }

  @Test
  void aReceiptThatSaysNothingNewMovesNoMark() {
    ann.connect("phone", "g1", 1);
    ann.enterLarge("big", 10, 9);
    ann.delivered("phone", "big", 30);
    ann.delivered("phone", "big", 30);
    ann.delivered("phone", "big", 20);
    ann.disconnect("phone", "g1", 1);
    ann.taken();

    ann.connect("phone", "g2", 2);

    assertThat(ann.taken()).containsExactly("SYNC phone@2 big (30,null] #1");
    assertThat(ann.rows).extracting(DeviceCursor::eventId).containsExactly(30L);
  }

  @Test
  void aReceiptOfADeviceThatIsNotKnownChangesNothing() {
    ann.enterLarge("big", 10, 9);

    ann.delivered("stranger", "big", 20);

    assertThat(ann.rows).isEmpty();
  }

  @Test
  void aReceiptTakesTheNotificationBackAndMovesTheMark() {
    ann.connect("phone", "g1", 1);
    ann.enterLarge("big", 10, 9);
    ann.disconnect("phone", "g1", 1);
    ann.news("big", 20);
    ann.pass(6_000);
    ann.connect("phone", "g2", 2);
    ann.taken();

    ann.read("phone", "big", 20);
    ann.connect("phone", "g2", 3);

    assertThat(ann.taken()).containsExactly("CLEAR big 20", "SYNC phone@3 big (20,null] #1");
    assertThat(ann.rows).extracting(DeviceCursor::eventId).containsExactly(20L);
  }

  /** From the first event of the conversation on. */
  private void becomeLargeWhileThePhoneIsAway() {
    ann.connect("phone", "g1", 1);
    ann.disconnect("phone", "g1", 1);
    ann.message("big", 7);
    ann.enterLarge("big", 10, 9);
  }

  private static void enterThree(OneUser user) {
    for (String conversation : List.of("a", "b", "c")) {
      user.enterLarge(conversation, 10, 9);
    }
  }
}
