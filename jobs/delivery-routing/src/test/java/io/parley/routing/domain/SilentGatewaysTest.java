package io.parley.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Sessions whose gateway gives no sign of life for a while, or for ever.
 *
 * <p>Mutation testing found that nothing noticed events that put the next SYNC to a silent gateway
 * off, attempts that count on across a silence, a session that is not counted when it ends with its
 * gateway, and a device that gets nothing more because its conversation became small while its
 * gateway was silent.
 */
class SilentGatewaysTest {

  private final OneUser ann = new OneUser();

  @Test
  void eventsForASilentGatewayDoNotPutItsNextSyncOff() {
    ann.connect("phone", "g1", 1);
    ann.passInSilence(20_000, "g2");
    ann.mutedMessage("c", 5);

    ann.passInSilence(30_000, "g2");
    ann.mutedMessage("c", 6);
    ann.pass(31_000);

    assertThat(ann.taken()).containsExactly("SYNC phone@1 c (0,6] #1");
  }

  /** The SYNCs before went nowhere. They must not make the delays after the silence longer. */
  @Test
  void afterASilenceTheAttemptsCountAnew() {
    ann.connect("phone", "g1", 1);
    ann.mutedMessage("c", 5);
    ann.pass(6_000);
    ann.passInSilence(50_000, "g2");
    assertThat(ann.taken()).contains("SYNC phone@1 c (0,5] #3");

    ann.pass(51_000);

    assertThat(ann.taken()).containsExactly("SYNC phone@1 c (0,5] #1", "SYNC phone@1 c (0,5] #2");
  }

  /** The alert SessionsLapsed reads the count. */
  @Test
  void aSessionEndsWithItsGatewayOnce() {
    ann.connect("phone", "g1", 1);
    ann.sign("g1", 1, true);

    ann.mutedMessage("c", 5);
    ann.mutedMessage("c", 6);

    assertThat(ann.taken()).isEmpty();
    assertThat(ann.howOften(RoutingCounter.LAPSED_SESSION)).isEqualTo(1);
  }

  @Test
  void theRetriesForAGatewayThatNeverComesBackEnd() {
    ann.connect("phone", "g1", 1);
    ann.mutedMessage("c", 5);

    ann.passInSilence(400_000, "g2");

    assertThat(ann.timers).isEmpty();
    assertThat(ann.howOften(RoutingCounter.LAPSED_SESSION)).isEqualTo(1);
  }

  /** Seen red: without a timer, the session stayed subscribed to a group that ann had left. */
  @Test
  void whoLeftALargeConversationInASilenceIsUnsubscribedAfterIt() {
    becomeLargeBeforeASilence();

    ann.leaveLarge("big", 40, 39);
    ann.pass(120_000);

    assertThat(ann.taken()).contains("SYNC phone@1 big (9,40] #1");
  }

  /** Seen red: with a mark that is forgotten as soon as the device has acknowledged everything. */
  @Test
  void whoHasEverythingAndLeavesInASilenceIsUnsubscribedOnceAfterIt() {
    becomeLargeBeforeASilence();
    ann.delivered("phone", "big", 40);

    ann.leaveLarge("big", 40, 39);
    ann.pass(600_000);

    assertThat(ann.taken()).containsExactly("SYNC phone@1 big (40,40] #1");
    assertThat(ann.timers).isEmpty();
  }

  /** Seen red, as the test before. */
  @Test
  void aReceiptForEverythingDoesNotTakeTheUnsubscriptionBack() {
    becomeLargeBeforeASilence();
    ann.leaveLarge("big", 40, 39);

    ann.delivered("phone", "big", 40);
    ann.pass(600_000);

    assertThat(ann.taken()).containsExactly("SYNC phone@1 big (40,40] #1");
  }

  @Test
  void aNewSessionNeedsNoUnsubscription() {
    becomeLargeBeforeASilence();
    ann.delivered("phone", "big", 40);
    ann.leaveLarge("big", 40, 39);

    ann.connect("phone", "g2", 2);
    ann.pass(600_000);

    assertThat(ann.taken()).isEmpty();
    assertThat(ann.timers).isEmpty();
  }

  /** Seen red: the event waited until the gateway was looked at again. */
  @Test
  void anEventAfterTheSilenceUnsubscribesWhoHadEverything() {
    becomeLargeBeforeASilence();
    ann.delivered("phone", "big", 40);
    ann.shrink("big", 40, 39);
    ann.sign("g1", 1, false);

    ann.before("big", 40);
    ann.mutedMessage("big", 41);

    assertThat(ann.taken()).containsExactly("SYNC phone@1 big (40,41] #1");
  }

  /** Seen red: without a timer, the session never got an event of the conversation. */
  @Test
  void aConversationThatBecomesLargeInASilenceIsSubscribedToAfterIt() {
    ann.connect("phone", "g1", 1);
    ann.passInSilence(20_000, "g2");

    ann.enterLarge("big", 10, 9);
    ann.pass(120_000);

    assertThat(ann.taken()).containsExactly("SYNC phone@1 big (9,null] #1");
  }

  /** Seen red: without looking again when the time comes within the silence. */
  @Test
  void aSubscriptionThatFallsDueInASilenceComesAfterIt() {
    ann.connect("phone", "g1", 1);
    ann.passInSilence(20_000, "g2");
    ann.enterLarge("big", 10, 9);
    ann.passInSilence(100_000, "g2");
    assertThat(ann.taken()).isEmpty();

    ann.pass(200_000);

    assertThat(ann.taken()).containsExactly("SYNC phone@1 big (9,null] #1");
  }

  @Test
  void theNextEventBringsWhatCameWhileTheConversationWasLarge() {
    becomeSmallInASilence();

    ann.before("big", 40);
    ann.mutedMessage("big", 41);
    ann.pass(85_000);

    assertThat(ann.taken()).startsWith("SYNC phone@1 big (9,41] #1");
  }

  @Test
  void aReceiptBringsTheRestOfWhatCameWhileTheConversationWasLarge() {
    becomeSmallInASilence();

    ann.delivered("phone", "big", 20);
    ann.pass(85_000);

    assertThat(ann.taken()).startsWith("SYNC phone@1 big (20,40] #1");
  }

  private void becomeLargeBeforeASilence() {
    ann.connect("phone", "g1", 1);
    ann.enterLarge("big", 10, 9);
    ann.taken();
    ann.passInSilence(20_000, "g2");
  }

  /** The conversation becomes small while the gateway is silent, and the gateway comes back. */
  private void becomeSmallInASilence() {
    becomeLargeBeforeASilence();
    ann.shrink("big", 40, 39);
    ann.sign("g1", 1, false);
    assertThat(ann.taken()).isEmpty();
  }
}
