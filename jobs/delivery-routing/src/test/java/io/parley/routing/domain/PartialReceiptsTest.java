package io.parley.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Receipts that acknowledge a part of what a device is owed, or nothing new.
 *
 * <p>Mutation testing found that nothing noticed a receipt that gives a live device no new timeout,
 * a receipt that moves a mark back, a receipt that comes twice and puts the next SYNC off, a SYNC
 * that goes to a session that has ended, and a mark that keeps its deadline when its session ends.
 */
class PartialReceiptsTest {

  private final OneUser ann = new OneUser();

  @Test
  void aDeviceThatKeepsAcknowledgingGetsEveryEventAsItHappens() {
    ann.connect("phone", "g1", 1);
    for (long id = 1; id <= 3; id++) {
      ann.message("c", id);
    }
    ann.delivered("phone", "c", 1);
    ann.taken();

    for (long id = 4; id <= 6; id++) {
      ann.message("c", id);
    }

    assertThat(ann.taken())
        .containsExactly("DIRECT phone@1 c 4", "DIRECT phone@1 c 5", "DIRECT phone@1 c 6");
  }

  @Test
  void aLiveDeviceThatAcknowledgesAPartHasAFullTimeoutForTheRest() {
    ann.connect("phone", "g1", 1);
    ann.message("c", 5);
    ann.message("c", 6);
    ann.taken();
    ann.pass(4_000);

    ann.delivered("phone", "c", 5);
    ann.pass(4_000);
    assertThat(ann.taken()).isEmpty();
    ann.pass(2_000);

    assertThat(ann.taken()).containsExactly("SYNC phone@1 c (5,6] #1");
  }

  @Test
  void aReceiptThatComesBehindALaterOneTakesNothingBack() {
    ann.connect("phone", "g1", 1);
    ann.message("c", 5);
    ann.message("c", 6);
    ann.message("c", 7);
    ann.taken();

    ann.delivered("phone", "c", 6);
    ann.delivered("phone", "c", 5);
    ann.pass(6_000);

    assertThat(ann.taken()).containsExactly("SYNC phone@1 c (6,7] #1");
    assertThat(ann.rows).extracting(DeviceCursor::eventId).containsExactly(6L);
  }

  @Test
  void aReceiptThatComesAgainDoesNotPutTheSyncOff() {
    ann.connect("phone", "g1", 1);
    ann.message("c", 5);
    ann.message("c", 6);
    ann.delivered("phone", "c", 5);
    ann.taken();

    ann.pass(4_000);
    ann.delivered("phone", "c", 5);
    ann.pass(2_000);

    assertThat(ann.taken()).containsExactly("SYNC phone@1 c (5,6] #1");
    assertThat(ann.rows).extracting(DeviceCursor::eventId).containsExactly(5L);
  }

  /** A DISCONNECTED and the last receipts of its session lie in two topics. */
  @Test
  void aReceiptThatIsReadAfterTheEndOfItsSessionSendsNothingAndSetsNoTimer() {
    ann.connect("phone", "g1", 1);
    ann.mutedMessage("c", 5);
    ann.pass(1_000);
    ann.mutedMessage("c", 6);
    ann.disconnect("phone", "g1", 1);
    ann.taken();

    ann.delivered("phone", "c", 5);
    ann.pass(120_000);
    assertThat(ann.taken()).isEmpty();
    assertThat(ann.timersSet).as("timers, the one of the first message included").isEqualTo(1);
    ann.connect("phone", "g1", 2);

    assertThat(ann.taken()).containsExactly("SYNC phone@2 c (5,6] #1");
  }

  /** The alert SessionsLapsed reads the count. */
  @Test
  void aReceiptThatIsReadAfterTheEndOfItsGatewayEndsTheSession() {
    ann.connect("phone", "g1", 1);
    ann.mutedMessage("c", 5);
    ann.pass(6_000);
    ann.mutedMessage("c", 6);
    ann.sign("g1", 1, true);
    ann.taken();

    ann.delivered("phone", "c", 5);
    assertThat(ann.taken()).isEmpty();
    assertThat(ann.howOften(RoutingCounter.LAPSED_SESSION)).isEqualTo(1);
    ann.connect("phone", "g2", 2);

    assertThat(ann.taken()).containsExactly("SYNC phone@2 c (5,6] #1");
  }
}
