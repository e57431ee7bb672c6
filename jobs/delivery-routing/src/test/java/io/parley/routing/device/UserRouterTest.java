package io.parley.routing.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.routing.Events;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UserRouterTest {

  private final OneUser ann = new OneUser(Policies.SMALL);

  @Test
  void everyConnectedDeviceGetsTheEvent() {
    ann.connects("phone", "g1", 1);
    ann.connects("laptop", "g2", 7);

    ann.gets(1);

    assertThat(ann.delivered()).containsExactlyInAnyOrder("g1 phone 1#1", "g2 laptop 1#1");
  }

  @Test
  void theSendersOtherDevicesGetTheEventButNotTheOneThatSentIt() {
    ann.connects("phone", "g1", 1);
    ann.connects("laptop", "g2", 1);

    ann.gets(Events.message("c1", Events.id(1), "ann", "phone"));

    assertThat(ann.delivered()).containsExactly("g2 laptop 1#1");
  }

  /** Seen red with a receipt that settles what lies before its message, but not the message. */
  @Test
  void aReceiptSettlesEverythingUpToItsMessageForItsDeviceOnly() {
    ann.connects("phone", "g1", 1);
    ann.connects("laptop", "g2", 1);
    ann.gets(1);
    ann.gets(2);
    ann.gets(3);
    ann.delivered();

    ann.acknowledges("phone", 2);
    ann.connects("phone", "g1", 2);
    ann.connects("laptop", "g2", 2);

    assertThat(ann.delivered())
        .containsExactly("g1 phone 3#2", "g2 laptop 1#2", "g2 laptop 2#2", "g2 laptop 3#2");
    assertThat(ann.out.cursors)
        .containsExactly(new DeviceCursor("ann", "phone", "c1", Events.id(2), 0));
  }

  /** Seen red with SettledMarks.covers always false: the event was delivered again. */
  @Test
  void anEventThatWasAcknowledgedBeforeItCameIsNotDelivered() {
    ann.connects("phone", "g1", 1);

    ann.acknowledges("phone", 1);
    ann.gets(1);

    assertThat(ann.delivered()).isEmpty();
    assertThat(ann.memory.lanes().entries()).isEmpty();
  }

  @Test
  void aReceiptOfTheFutureIsRefused() {
    ann.connects("phone", "g1", 1);
    ann.gets(1);
    long inAnHour = Events.id(3_600_000);

    ann.router.onReceipt(Events.delivered("c1", "ann", "phone", inAnHour), ann.now);
    ann.router.onReceipt(new Receipt("c1", "ann", "phone", -1L, ReceiptKind.READ), ann.now);

    assertThat(ann.out.occurrences)
        .containsExactly(Occurrence.REFUSED_RECEIPT, Occurrence.REFUSED_RECEIPT);
    assertThat(ann.memory.lanes().entries()).isNotEmpty();
  }

  /** Seen red without the call of courier.sendHead: nothing came after the first attempt. */
  @Test
  void theOldestUnsettledEventIsSentAgainWithBackoffUntilTheSessionCountsAsDead() {
    ann.connects("phone", "g1", 1);
    ann.gets(1);
    ann.gets(2);
    assertThat(ann.delivered()).containsExactly("g1 phone 1#1", "g1 phone 2#1");

    ann.waits(60, () -> ann.beats("phone", "g1", 1));

    assertThat(ann.delivered()).containsExactly("g1 phone 1#2", "g1 phone 1#3");
    assertThat(ann.out.occurrences).contains(Occurrence.DEAD_SESSION);
    assertThat(ann.out.pushes).as("nobody is connected any more").hasSize(1);
    ann.gets(3);
    assertThat(ann.delivered()).as("to a dead session").isEmpty();
  }

  @Test
  void aDeadSessionThatStillHasHeartbeatsIsTriedAgainAfterARest() {
    ann.connects("phone", "g1", 1);
    ann.gets(1);
    ann.waits(60, () -> ann.beats("phone", "g1", 1));
    ann.delivered();

    ann.waits(300, () -> ann.beats("phone", "g1", 1));

    assertThat(ann.delivered()).startsWith("g1 phone 1#4");
  }

  /**
   * Three attempts a session, two sessions. Seen red with headIsHopeless always false: event 1 went
   * out with every further session.
   */
  @Test
  void whatADeviceCanNeverAcknowledgeIsSetAsideAndDoesNotBlockTheRest() {
    ann.connects("phone", "g1", 1);
    ann.gets(1);
    ann.gets(2);
    for (int epoch = 2; epoch <= 6; epoch++) {
      ann.connects("phone", "g1", epoch);
    }
    ann.delivered();

    ann.connects("phone", "g1", 7);

    assertThat(ann.delivered()).containsExactly("g1 phone 2#7");
    assertThat(ann.out.occurrences).containsOnlyOnce(Occurrence.SET_ASIDE);
    assertThat(ann.out.stored).isEqualTo(1);
  }

  /** Seen red with leases that do not end. */
  @Test
  void aSilentSessionEndsWithItsLeaseAndWhatWasSentGoesToTheNextOne() {
    ann.connects("phone", "g1", 1);
    ann.gets(1);
    ann.acknowledges("phone", 1);
    ann.waits(28);
    ann.gets(2);
    ann.delivered();

    ann.waits(3);
    ann.gets(3);
    assertThat(ann.delivered()).isEmpty();
    ann.connects("phone", "g2", 2);

    assertThat(ann.delivered()).containsExactly("g2 phone 2#2", "g2 phone 3#1");
    assertThat(ann.out.occurrences).contains(Occurrence.LAPSED_SESSION);
  }

  /** Seen red with leaseEnd from the session alone. */
  @Test
  void noLeaseEndsForTheTimeInWhichTheJobWasDown() {
    ann.connects("phone", "g1", 1);
    ann.now += 3_600_000;
    UserRouter restarted = new UserRouter(ann.memory, ann.out, Policies.SMALL, ann.now);

    restarted.onTime("ann", ann.now);
    restarted.onTime("ann", ann.now + 29_000);
    assertThat(ann.out.occurrences).doesNotContain(Occurrence.LAPSED_SESSION);

    restarted.onTime("ann", ann.now + 30_000);
    assertThat(ann.out.occurrences).containsOnlyOnce(Occurrence.LAPSED_SESSION);
  }

  /** Seen red with "!=" for ">" in the comparison of epochs. */
  @Test
  void aStaleSessionNeverTakesADelivery() {
    ann.connects("phone", "g2", 2);

    ann.connects("phone", "g1", 1);
    ann.beats("phone", "g1", 1);
    ann.disconnects("phone", "g1", 1);
    ann.connects("phone", "g3", 2);
    ann.gets(1);

    assertThat(ann.delivered()).containsExactly("g2 phone 1#1");
    assertThat(ann.out.occurrences)
        .containsExactly(
            Occurrence.STALE_SESSION,
            Occurrence.STALE_SESSION,
            Occurrence.STALE_SESSION,
            Occurrence.STALE_SESSION);
  }

  @Test
  void aClosedSessionIsNotRevivedByALateHeartbeat() {
    ann.connects("phone", "g1", 1);
    ann.disconnects("phone", "g1", 1);

    ann.beats("phone", "g1", 1);
    ann.gets(1);

    assertThat(ann.delivered()).isEmpty();
  }

  /** Seen red with events that are put before those that wait. */
  @Test
  void whatCameWhileNobodyWasConnectedGoesOutInOrder() {
    ann.connects("phone", "g1", 1);
    ann.disconnects("phone", "g1", 1);
    ann.gets(1);
    ann.gets(2);
    ann.gets(3);

    ann.connects("phone", "g2", 2);

    assertThat(ann.delivered()).containsExactly("g2 phone 1#1", "g2 phone 2#1", "g2 phone 3#1");
  }

  @Test
  void pastTheBoundOfAConversationTheDeviceGetsOneSync() {
    ann.connects("phone", "g1", 1);
    ann.disconnects("phone", "g1", 1);
    for (int event = 1; event <= 20; event++) {
      ann.gets(event);
    }
    assertThat(ann.out.stored).as("stored events").isZero();

    ann.connects("phone", "g2", 2);

    assertThat(ann.delivered()).containsExactly("g2 phone sync from 1");
    ann.acknowledges("phone", 20);
    assertThat(ann.memory.lanes().entries()).isEmpty();
  }

  @Test
  void pastTheBoundOfAUserAConversationCollapsesAndTheOthersStay() {
    ann.connects("phone", "g1", 1);
    ann.disconnects("phone", "g1", 1);
    for (String conversation : new String[] {"c1", "c2", "c3"}) {
      for (int event = 1; event <= 4; event++) {
        ann.gets(Events.message(conversation, Events.id(event), "bob", "phone"));
      }
    }

    assertThat(ann.out.stored).isEqualTo(8);
    ann.connects("phone", "g2", 2);
    assertThat(ann.delivered()).hasSize(9).contains("g2 phone sync from 1");
  }

  @Test
  void aConnectedDeviceThatFallsBehindGetsASyncAndGoesOn() {
    ann.connects("phone", "g1", 1);
    for (int event = 1; event <= 5; event++) {
      ann.gets(event);
    }
    ann.gets(6);

    assertThat(ann.delivered()).endsWith("g1 phone 4#1", "g1 phone sync from 1", "g1 phone 6#1");
  }

  @Test
  void anEventThatHasExpiredIsFetchedBySync() {
    ann.connects("phone", "g1", 1);
    ann.disconnects("phone", "g1", 1);
    ann.gets(1);
    ann.gets(2);
    ann.memory.events().remove(new EventKey("c1", Events.id(1)));

    ann.connects("phone", "g2", 2);

    assertThat(ann.delivered()).containsExactly("g2 phone sync from 1");
  }

  @Test
  void aDeviceOfAUserWithoutKnownDevicesGetsWhatWaited() {
    ann.gets(1);
    ann.gets(2);

    ann.connects("phone", "g1", 1);

    assertThat(ann.delivered()).containsExactly("g1 phone 1#1", "g1 phone 2#1");
  }

  @Test
  void aFurtherDeviceFetchesWhatWasRoutedBeforeItsSessionWasHeardOf() {
    ann.connects("phone", "g1", 1);
    ann.gets(1);
    ann.acknowledges("phone", 1);
    ann.delivered();

    ann.connects("laptop", "g2", 1);

    assertThat(ann.delivered()).singleElement().asString().startsWith("g2 laptop sync from");
  }

  @Test
  void whoIsAwayFetchesAnEventThatNamesManyPeople() {
    ann.connects("phone", "g1", 1);
    ann.connects("laptop", "g1", 1);
    ann.disconnects("phone", "g1", 1);
    ann.gets(1);
    ann.acknowledges("laptop", 1);
    ann.delivered();

    ann.gets(Events.join("c1", Events.id(2), people(Outbox.MOST_CHANGES_KEPT + 1)));
    assertThat(ann.delivered()).containsExactly("g1 laptop 2#1");
    ann.acknowledges("laptop", 2);
    assertThat(ann.memory.eventCount().get()).as("only the message is kept").isEqualTo(1);
    ann.gets(3);
    ann.delivered();
    ann.connects("phone", "g2", 2);

    assertThat(ann.delivered())
        .containsExactly("g2 phone 1#1", "g2 phone sync from 2", "g2 phone 3#1");
  }

  @Test
  void anEventThatNamesFewPeopleIsKept() {
    ann.connects("phone", "g1", 1);
    ann.disconnects("phone", "g1", 1);
    ann.gets(Events.join("c1", Events.id(1), people(Outbox.MOST_CHANGES_KEPT)));

    ann.connects("phone", "g2", 2);

    assertThat(ann.delivered()).containsExactly("g2 phone 1#1");
  }

  private static String[] people(int count) {
    return IntStream.range(0, count).mapToObj(n -> "user-" + n).toArray(String[]::new);
  }

  @Test
  void theDeviceGoneLongestIsForgottenForOneTooMany() {
    for (String device : new String[] {"d1", "d2", "d3"}) {
      ann.connects(device, "g1", 1);
      ann.now++;
    }
    ann.disconnects("d2", "g1", 1);
    ann.gets(1);

    ann.connects("d4", "g1", 1);

    assertThat(ann.memory.sessions().get()).containsOnlyKeys("d1", "d3", "d4");
    assertThat(ann.memory.lanes().get("c1").queues()).doesNotContainKey("d2");
  }
}
