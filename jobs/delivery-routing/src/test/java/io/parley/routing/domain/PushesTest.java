package io.parley.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Which notifications one user gets. {@link PushGraceTest} is about when, and {@link
 * PushesTakenBackTest} about those that are cancelled or taken back.
 *
 * <p>Seen red: without the quiet interval; without the look at who is offline when a session ends;
 * with news of a large conversation that asks no membership. Mutation testing found that nothing
 * noticed a silent gateway that causes one notification for each retry, and news that waits for the
 * receipts of all devices.
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
    ann.news("big", 1);
    ann.pass(6_000);
    assertThat(ann.taken()).containsExactly("NOTIFY big 1 unread 1");
    ann.connect("phone", "g1", 1);

    ann.news("big", 2);
    ann.pass(120_000);

    assertThat(ann.taken()).isEmpty();
  }

  /** The round over the members of a large conversation comes by later than the receipt. */
  @Test
  void newsThatADeviceHasAcknowledgedNotifiesNobody() {
    ann.connect("phone", "g1", 1);
    ann.enterLarge("big", 1, 0);
    ann.read("phone", "big", 3);
    ann.disconnect("phone", "g1", 1);
    ann.taken();

    ann.news("big", 2);
    ann.news("big", 3);
    ann.pass(120_000);
    assertThat(ann.taken()).isEmpty();

    ann.news("big", 4);
    ann.pass(6_000);
    assertThat(ann.taken()).containsExactly("NOTIFY big 4 unread 1");
  }

  @Test
  void newsThatOneOfTwoDevicesHasAcknowledgedNotifiesNobody() {
    ann.connect("phone", "g1", 1);
    ann.connect("laptop", "g2", 2);
    ann.enterLarge("big", 1, 0);
    ann.read("laptop", "big", 3);
    ann.disconnect("phone", "g1", 1);
    ann.disconnect("laptop", "g2", 2);
    ann.taken();

    ann.news("big", 3);
    ann.pass(120_000);

    assertThat(ann.taken()).isEmpty();
  }

  /** A mention tells a member at once, and the round tells them once more. */
  @Test
  void newsThatComesTwiceCountsOnce() {
    ann.news("big", 1);
    ann.news("big", 1);

    ann.pass(6_000);

    assertThat(ann.taken()).containsExactly("NOTIFY big 1 unread 1");
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
}
