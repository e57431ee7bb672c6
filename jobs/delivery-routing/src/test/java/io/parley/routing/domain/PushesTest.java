package io.parley.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.routing.Events;
import io.parley.routing.domain.UserInput.LargeChange;
import io.parley.schemas.conversation.MessageType;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The notifications of one user.
 *
 * <p>Seen red: with a grace of zero; with {@code onOnline} doing nothing; with a DELIVERED that
 * clears; with a deletion that cancels nothing, and one that clears nothing; likewise with a leave,
 * in small and large conversations, and with one that clears where a conversation becomes small;
 * without the quiet interval; without the look at who is offline when a session ends; without the
 * grace period after a restart, without the end of the last session, and with a session that
 * changes nothing if it is over when it is read, all three found by the simulation; with news of a
 * large conversation that asks no membership. Mutation testing found that nothing noticed a message
 * whose grace period another one had used up, a deletion that left the message before it unpushed,
 * or a silent gateway that causes one notification for each retry.
 */
class PushesTest {

  private final OneUser ann = new OneUser();

  @Test
  void anOfflineUserGetsOneNotificationAfterTheGracePeriod() {
    ann.message("c", 1);

    ann.pass(4_000);
    assertThat(ann.taken()).isEmpty();
    ann.pass(2_000);

    assertThat(ann.taken()).containsExactly("NOTIFY c 1 unread 1");
  }

  @Test
  void aConnectedUserGetsNone() {
    ann.connect("phone", "g1", 1);
    ann.message("c", 1);
    ann.pass(4_000);
    ann.delivered("phone", "c", 1);

    ann.pass(120_000);

    assertThat(ann.taken()).containsExactly("DIRECT phone@1 c 1");
  }

  @Test
  void messagesWithinTheQuietIntervalAreOneNotificationAtItsEnd() {
    ann.message("c", 1);
    ann.pass(6_000);
    ann.message("c", 2);
    ann.message("c", 3);

    ann.pass(50_000);
    assertThat(ann.taken()).containsExactly("NOTIFY c 1 unread 1");
    ann.pass(10_000);

    assertThat(ann.taken()).containsExactly("NOTIFY c 3 unread 3");
  }

  @Test
  void aSessionWithinTheGracePeriodCancelsIt() {
    ann.message("c", 1);
    ann.pass(2_000);
    ann.connect("phone", "g1", 1);

    ann.pass(30_000);

    assertThat(ann.taken()).doesNotContain("NOTIFY c 1 unread 1");
    assertThat(ann.howOften(RoutingCounter.CANCELLED_PUSH)).isEqualTo(1);
  }

  /** The job was behind: it reads of the end of the gateway before it reads of the session. */
  @Test
  void aSessionThatIsOverWhenItIsReadBeginsTheGracePeriodAnew() {
    ann.message("c", 1);
    ann.pass(4_000);
    ann.sign("g1", 1, true);
    ann.connect("phone", "g1", 1);

    ann.passInSilence(4_000, "g2");
    assertThat(ann.taken()).doesNotContain("NOTIFY c 1 unread 1");
    ann.passInSilence(2_000, "g2");

    assertThat(ann.taken()).contains("NOTIFY c 1 unread 1");
  }

  @Test
  void aReceiptThatADisconnectOvertakesIsStillInTime() {
    ann.connect("phone", "g1", 1);
    ann.message("c", 1);
    ann.disconnect("phone", "g1", 1);
    ann.pass(2_000);
    ann.read("phone", "c", 1);

    ann.pass(120_000);

    assertThat(ann.taken()).containsExactly("DIRECT phone@1 c 1");
  }

  @Test
  void aLaptopThatClosesPushesNothingThatThePhoneHasRead() {
    ann.connect("phone", "g1", 1);
    ann.connect("laptop", "g2", 2);
    ann.message("c", 1);
    ann.read("phone", "c", 1);
    ann.disconnect("phone", "g1", 1);
    ann.taken();

    ann.disconnect("laptop", "g2", 2);
    ann.pass(120_000);

    assertThat(ann.taken()).isEmpty();
  }

  @Test
  void whatNobodyHasAcknowledgedWhenTheLastSessionEndsIsPushed() {
    ann.connect("phone", "g1", 1);
    ann.message("c", 1);
    ann.disconnect("phone", "g1", 1);
    ann.taken();

    ann.pass(6_000);

    assertThat(ann.taken()).containsExactly("NOTIFY c 1 unread 1");
  }

  @Test
  void aHalfOpenConnectionInABusyConversationIsPushedForOnceItEnds() {
    ann.connect("phone", "g1", 1);
    for (int n = 1; n <= 60; n++) {
      ann.message("c", n);
      ann.pass(1_000);
    }
    ann.taken();

    ann.disconnect("phone", "g1", 1);
    ann.pass(6_000);

    assertThat(ann.taken()).containsExactly("NOTIFY c 60 unread 60");
  }

  @Test
  void readingTakesTheNotificationBackAndDeliveringDoesNot() {
    ann.message("c", 1);
    ann.pass(6_000);
    ann.connect("phone", "g1", 1);
    ann.taken();

    ann.delivered("phone", "c", 1);
    assertThat(ann.taken()).isEmpty();
    ann.read("phone", "c", 1);

    assertThat(ann.taken()).containsExactly("CLEAR c 1");
  }

  @Test
  void afterReadingTheNextMessageIsNewsAgain() {
    ann.message("c", 1);
    ann.pass(6_000);
    ann.read("phone", "c", 1);
    ann.message("c", 2);
    ann.taken();

    ann.pass(6_000);

    assertThat(ann.taken()).containsExactly("NOTIFY c 2 unread 1");
  }

  @Test
  void aDeletedMessageIsNotPushed() {
    ann.message("c", 1);
    ann.deletion("c", 2, 1);

    ann.pass(120_000);

    assertThat(ann.taken()).isEmpty();
  }

  @Test
  void aDeletionTakesTheNotificationBack() {
    ann.message("c", 1);
    ann.pass(6_000);
    ann.taken();

    ann.deletion("c", 2, 1);
    ann.pass(120_000);

    assertThat(ann.taken()).containsExactly("CLEAR c 1");
  }

  /** Who has left hears of no deletion, so the message may be gone by then. */
  @Test
  void whoHasLeftIsNotNotified() {
    ann.message("c", 1);
    ann.leave("c", 2);

    ann.pass(120_000);

    assertThat(ann.taken()).isEmpty();
    assertThat(ann.howOften(RoutingCounter.CANCELLED_PUSH)).isEqualTo(1);
  }

  @Test
  void leavingTakesTheNotificationBack() {
    ann.message("c", 1);
    ann.pass(6_000);
    ann.message("c", 2);
    ann.taken();

    ann.leave("c", 3);
    ann.pass(120_000);

    assertThat(ann.taken()).containsExactly("CLEAR c 1");
  }

  @Test
  void whoJoinsAgainIsNotifiedOfWhatComesThen() {
    ann.message("c", 1);
    ann.pass(6_000);
    ann.leave("c", 2);
    ann.join("c", 4);
    ann.taken();

    ann.message("c", 5);
    ann.pass(6_000);

    assertThat(ann.taken()).containsExactly("NOTIFY c 5 unread 1");
  }

  @Test
  void leavingALargeConversationTakesItsNotificationBack() {
    ann.input(new UserInput.Large("big", 1, 0, LargeChange.ENTERED));
    ann.input(nudge(2, List.of()));
    ann.pass(6_000);
    ann.input(nudge(3, List.of()));
    ann.taken();

    ann.input(new UserInput.Large("big", 4, 3, LargeChange.LEFT));
    ann.pass(120_000);

    assertThat(ann.taken()).containsExactly("CLEAR big 2");
  }

  @Test
  void aLargeConversationThatBecomesSmallTakesNothingBack() {
    ann.input(new UserInput.Large("big", 1, 0, LargeChange.ENTERED));
    ann.input(nudge(2, List.of()));
    ann.pass(6_000);
    ann.input(nudge(3, List.of()));
    ann.taken();

    ann.input(new UserInput.Large("big", 4, 3, LargeChange.SHRUNK));
    ann.pass(120_000);

    assertThat(ann.taken()).containsExactly("NOTIFY big 3 unread 2");
  }

  @Test
  void whenTheNewestIsDeletedTheOneBeforeIsPushed() {
    ann.message("c", 1);
    ann.message("c", 2);
    ann.deletion("c", 3, 2);

    ann.pass(6_000);

    assertThat(ann.taken()).containsExactly("NOTIFY c 1 unread 1");
  }

  @Test
  void aMutedMessageIsDeliveredAndNotPushed() {
    ann.mutedMessage("c", 1);
    ann.pass(120_000);
    assertThat(ann.taken()).isEmpty();

    ann.connect("phone", "g1", 1);

    assertThat(ann.taken()).containsExactly("SYNC phone@1 c (0,1] #1");
  }

  @Test
  void onesOwnMessagesAreNotPushed() {
    ann.connect("phone", "g1", 1);
    ann.connect("laptop", "g1", 2);
    ann.own("c", 1, "phone");
    ann.disconnect("phone", "g1", 1);
    ann.disconnect("laptop", "g1", 2);
    ann.taken();

    ann.pass(120_000);

    assertThat(ann.taken()).isEmpty();
  }

  @Test
  void aMessageThatWasNotifiedIsNotNotifiedAgainByTheNextDisconnect() {
    ann.message("c", 1);
    ann.pass(6_000);
    ann.connect("phone", "g1", 1);
    ann.disconnect("phone", "g1", 1);
    ann.taken();

    ann.pass(300_000);

    assertThat(ann.taken()).isEmpty();
  }

  @Test
  void nothingIsPushedBecauseTheInputIsHeldUp() {
    ann.message("c", 1);

    ann.now += 600_000;
    ann.fire();
    assertThat(ann.taken()).isEmpty();
    ann.connect("phone", "g1", 1);
    ann.readUpTo = ann.now;
    ann.fire();

    assertThat(ann.taken()).containsExactly("SYNC phone@1 c (0,1] #1");
  }

  @Test
  void theUnreadMessagesOfManyConversationsDoNotMix() {
    for (int n = 1; n <= 20; n++) {
      ann.message("c" + n, n);
    }

    ann.pass(6_000);

    assertThat(ann.taken()).hasSize(20).contains("NOTIFY c7 7 unread 1", "NOTIFY c20 20 unread 1");
    assertThat(ann.memory.overflowing()).isEqualTo(12);
  }

  @Test
  void newsOfALargeConversationNotifiesThoseWhoAreOfflineOnly() {
    ann.input(nudge(1, List.of()));
    ann.pass(6_000);
    assertThat(ann.taken()).containsExactly("NOTIFY big 1 unread 1");
    ann.connect("phone", "g1", 1);

    ann.input(nudge(2, List.of()));
    ann.pass(120_000);

    assertThat(ann.taken()).isEmpty();
  }

  @Test
  void aDeletionInALargeConversationTakesItsNotificationBack() {
    ann.input(nudge(1, List.of()));
    ann.pass(6_000);
    ann.taken();

    ann.input(nudge(0, List.of(1L)));

    assertThat(ann.taken()).containsExactly("CLEAR big 1");
    assertThat(ann.memory.isEmpty()).isTrue();
  }

  /** The round over the members of a large conversation comes by later than the receipt. */
  @Test
  void newsThatADeviceHasAcknowledgedNotifiesNobody() {
    ann.connect("phone", "g1", 1);
    ann.input(new UserInput.Large("big", 1, 0, LargeChange.ENTERED));
    ann.read("phone", "big", 3);
    ann.disconnect("phone", "g1", 1);
    ann.taken();

    ann.input(nudge(2, List.of()));
    ann.input(nudge(3, List.of()));
    ann.pass(120_000);
    assertThat(ann.taken()).isEmpty();

    ann.input(nudge(4, List.of()));
    ann.pass(6_000);
    assertThat(ann.taken()).containsExactly("NOTIFY big 4 unread 1");
  }

  /** A mention tells a member at once, and the round tells them once more. */
  @Test
  void newsThatComesTwiceCountsOnce() {
    ann.input(nudge(1, List.of()));
    ann.input(nudge(1, List.of()));

    ann.pass(6_000);

    assertThat(ann.taken()).containsExactly("NOTIFY big 1 unread 1");
  }

  @Test
  void onlyTheNewestFewMessagesAreRemembered() {
    for (int n = 1; n <= PushState.MAX_UNSEEN + 2; n++) {
      ann.message("c", n);
    }
    for (int n = 3; n <= PushState.MAX_UNSEEN + 2; n++) {
      ann.deletion("c", 10 + n, n);
    }

    ann.pass(120_000);

    assertThat(ann.taken()).isEmpty();
  }

  @Test
  void whenTheMessageWhoseGraceRanIsDeletedTheNextWaitsForAFullGracePeriod() {
    ann.message("c", 1);
    ann.pass(4_000);
    ann.message("c", 2);
    ann.deletion("c", 3, 1);

    ann.pass(4_000);
    assertThat(ann.taken()).isEmpty();
    ann.pass(2_000);

    assertThat(ann.taken()).containsExactly("NOTIFY c 2 unread 1");
  }

  @Test
  void whenTheMessageWhoseGraceRanIsAcknowledgedTheNextWaitsForAFullGracePeriod() {
    ann.message("c", 1);
    ann.pass(4_000);
    ann.message("c", 2);
    ann.delivered("phone", "c", 1);

    ann.pass(4_000);
    assertThat(ann.taken()).isEmpty();
    ann.pass(2_000);

    assertThat(ann.taken()).containsExactly("NOTIFY c 2 unread 2");
  }

  @Test
  void whenTheNotifiedMessageIsDeletedTheOneBeforeIsPushed() {
    ann.message("c", 1);
    ann.message("c", 2);
    ann.pass(6_000);
    ann.taken();

    ann.deletion("c", 3, 2);
    ann.pass(6_000);

    assertThat(ann.taken()).containsExactly("CLEAR c 2", "NOTIFY c 1 unread 1");
  }

  @Test
  void aReadInTheMiddleLeavesTheRestUnread() {
    ann.message("c", 1);
    ann.message("c", 2);
    ann.message("c", 3);
    ann.read("phone", "c", 1);

    ann.pass(6_000);

    assertThat(ann.taken()).containsExactly("NOTIFY c 3 unread 2");
  }

  @Test
  void whatTheLaptopGotIsNotPushedForThePhone() {
    ann.connect("phone", "g1", 1);
    ann.connect("laptop", "g2", 2);
    ann.disconnect("phone", "g1", 1);
    ann.message("c", 1);
    ann.delivered("laptop", "c", 1);
    ann.disconnect("laptop", "g2", 2);
    ann.taken();

    ann.pass(120_000);

    assertThat(ann.taken()).isEmpty();
  }

  /** The retries of its session go on while the gateway is silent. */
  @Test
  void aSilentGatewayCausesOneNotification() {
    ann.connect("phone", "g1", 1);
    ann.message("c", 1);
    ann.taken();

    ann.passInSilence(250_000, "g2");

    assertThat(ann.taken()).filteredOn(out -> out.startsWith("NOTIFY")).hasSize(1);
  }

  @Test
  void aGatewayThatIsHeardAgainInTimeCancelsTheNotification() {
    ann.connect("phone", "g1", 1);
    ann.passInSilence(20_000, "g2");
    ann.message("c", 1);
    ann.passInSilence(3_000, "g2");
    ann.taken();

    ann.pass(3_000);

    assertThat(ann.taken()).doesNotContain("NOTIFY c 1 unread 1");
    assertThat(ann.howOften(RoutingCounter.CANCELLED_PUSH)).isEqualTo(1);
  }

  private static UserInput.Nudge nudge(long message, List<Long> deleted) {
    return new UserInput.Nudge("big", message, "eve", MessageType.TEXT, deleted);
  }

  /** After a restart the first record may be old, and its time is all that the job knows. */
  @Test
  void afterARestartAHeldNotificationWaitsForAFullGracePeriod() {
    ann.now = Events.START;
    ann.message("c", 1);
    ann.now = Events.START + 60_000;
    ann.readUpTo = ann.now;
    ann.resumedAt = ann.now;

    ann.fire();
    ann.pass(4_000);
    assertThat(ann.taken()).isEmpty();
    ann.pass(2_000);

    assertThat(ann.taken()).containsExactly("NOTIFY c 1 unread 1");
  }

  @Test
  void theGracePeriodBeginsAtTheEndOfTheLastSessionIfTheMessageIsOlder() {
    ann.connect("phone", "g1", 1);
    ann.pass(30_000);
    ann.disconnect("phone", "g1", 1);
    long offline = ann.now;
    ann.now = offline - 20_000;
    ann.message("c", 1);
    ann.now = offline;
    ann.readUpTo = offline;

    ann.fire();
    ann.pass(4_000);
    assertThat(ann.taken()).isEmpty();
    ann.pass(2_000);

    assertThat(ann.taken()).containsExactly("NOTIFY c 1 unread 1");
  }
}
