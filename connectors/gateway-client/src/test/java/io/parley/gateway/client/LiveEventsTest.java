package io.parley.gateway.client;

import static io.parley.gateway.client.Records.broadcast;
import static io.parley.gateway.client.Records.direct;
import static io.parley.gateway.client.Records.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.session.SessionEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * DIRECT and BROADCAST.
 *
 * <p>Seen red: without the comparison with the last event handed on, and without the look at the
 * sequence of broadcasts.
 */
class LiveEventsTest {

  private final TestGateway gateway = new TestGateway();
  private final TestConnection phone = new TestConnection();
  private final DeviceSession session = gateway.connect("ann", "ann.phone", phone);

  @Test
  void eventsAreHandedOnInTheOrderOfDelivery() {
    gateway.direct(session, event("chat", 1));
    gateway.direct(session, event("chat", 2));
    gateway.direct(session, event("other", 1));
    assertThat(phone.events()).containsExactly(1L, 2L, 1L);
  }

  @Test
  void anEventAtOrBelowTheLastOneOfItsConversationIsDropped() {
    gateway.direct(session, event("chat", 5));
    gateway.direct(session, event("chat", 5));
    gateway.direct(session, event("chat", 4));
    gateway.direct(session, event("other", 4));
    assertThat(phone.events()).containsExactly(5L, 4L);
    assertThat(gateway.count("deliveries.repeated")).isEqualTo(2);
  }

  @Test
  void aDeliveryOfWhatIsAcknowledgedRepeatsTheReceipt() {
    gateway.direct(session, event("chat", 5));
    session.acknowledge("chat", 5, ReceiptKind.READ);
    gateway.loop.pass(Duration.ofMillis(100));
    gateway.direct(session, event("chat", 5));
    gateway.loop.pass(Duration.ofMillis(100));
    assertThat(phone.events()).containsExactly(5L);
    assertThat(gateway.receipts()).containsExactly("ann.phone READ 5", "ann.phone DELIVERED 5");
  }

  @Test
  void aNewSessionIsHandedWhatTheOldOneHad() {
    gateway.direct(session, event("chat", 5));
    TestConnection again = new TestConnection();
    DeviceSession next = gateway.connect("ann", "ann.phone", again);
    gateway.direct(next, event("chat", 5));
    assertThat(again.events()).containsExactly(5L);
  }

  @Test
  void aDeliveryForASessionThatIsNotHeldIsAnsweredByDisconnectedWithItsEpoch() {
    DeviceKey tablet = new DeviceKey("ann", "ann.tablet");
    gateway.receive(direct(tablet, 77, event("chat", 1)));
    gateway.receive(direct(tablet, 77, event("chat", 2)));
    List<SessionEvent> written = gateway.written(SessionEvent.class);
    assertThat(written).hasSize(2);
    assertThat(gateway.sessions())
        .containsExactly("ann.phone CONNECTED", "ann.tablet DISCONNECTED");
    assertThat(written.get(1).getSessionEpoch()).isEqualTo(77);
    assertThat(phone.events()).isEmpty();
  }

  @Test
  void aDeliveryForAnEarlierEpochOfAHeldDeviceIsDropped() {
    gateway.receive(direct(session.key(), session.epoch() - 1, event("chat", 1)));
    assertThat(phone.events()).isEmpty();
    assertThat(gateway.sessions()).contains("ann.phone DISCONNECTED");
  }

  @Test
  void aStaleSessionIsToldAgainWhenItsDeliveriesGoOn() {
    DeviceKey tablet = new DeviceKey("ann", "ann.tablet");
    gateway.receive(direct(tablet, 77, event("chat", 1)));
    gateway.loop.pass(Duration.ofSeconds(1));
    gateway.receive(direct(tablet, 77, event("chat", 2)));
    assertThat(gateway.sessions()).filteredOn("ann.tablet DISCONNECTED"::equals).hasSize(2);
  }

  @Test
  void aBroadcastReachesEverySubscribedSessionButTheSendingDevice() {
    TestConnection laptop = new TestConnection();
    DeviceSession second = gateway.connect("ann", "ann.laptop", laptop);
    TestConnection strange = new TestConnection();
    gateway.connect("bob", "bob.phone", strange);
    gateway.sync(session, "group", 0, null, 1);
    gateway.sync(second, "group", 0, null, 1);
    gateway.receive(broadcast(event("group", 1, 1, "ann", "ann.phone")));
    gateway.receive(broadcast(event("group", 2, 2, "bob", "bob.phone")));
    assertThat(phone.events()).containsExactly(2L);
    assertThat(laptop.events()).containsExactly(1L, 2L);
    assertThat(strange.events()).isEmpty();
  }

  @Test
  void aRepeatedBroadcastIsDropped() {
    gateway.sync(session, "group", 0, null, 1);
    gateway.receive(broadcast(event("group", 1)));
    gateway.receive(broadcast(event("group", 2)));
    gateway.receive(broadcast(event("group", 1)));
    gateway.receive(broadcast(event("group", 2)));
    assertThat(phone.events()).containsExactly(1L, 2L);
  }

  @Test
  void aGapInTheBroadcastsIsFilledFromTheHistory() {
    gateway.sync(session, "group", 0, null, 1);
    gateway.receive(broadcast(event("group", 1)));
    gateway.history.store("group", 1, 5);
    gateway.receive(broadcast(event("group", 5)));
    gateway.receive(broadcast(event("group", 6)));
    assertThat(phone.events()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(gateway.count("broadcasts.gaps")).isEqualTo(1);
  }

  /**
   * Seen red: the sequence was compared with the gateway's last broadcast only. The gateway had
   * none yet, and the session never got the event that it missed.
   */
  @Test
  void aGapAfterWhatTheSessionHasFromTheHistoryIsFilledToo() {
    gateway.history.store("group", 1, 1);
    gateway.sync(session, "group", 0, null, 1);
    gateway.history.store("group", 2, 3);
    gateway.receive(broadcast(event("group", 3)));
    gateway.receive(broadcast(event("group", 4)));
    assertThat(phone.events()).containsExactly(1L, 2L, 3L, 4L);
    assertThat(gateway.count("broadcasts.gaps")).isEqualTo(1);
  }

  /** Seen red: the gap of one session made all sessions read the history. */
  @Test
  void aGapOfOneSessionIsNoneOfAnother() {
    TestConnection laptop = new TestConnection();
    gateway.sync(session, "group", 0, null, 1);
    gateway.receive(broadcast(event("group", 1)));
    gateway.history.store("group", 1, 4);
    gateway.sync(gateway.connect("ann", "ann.laptop", laptop), "group", 0, null, 1);
    gateway.history.store("group", 5, 5);
    gateway.receive(broadcast(event("group", 5)));
    assertThat(phone.stored()).containsExactly(2L, 3L, 4L, 5L);
    assertThat(laptop.stored()).containsExactly(1L, 2L, 3L, 4L);
    assertThat(laptop.of(Handover.Live.class)).hasSize(1);
  }

  /** Seen red: the subscription outlived the membership until the router's SYNC with an end. */
  @Test
  void afterTheLeaveOfItsUserASessionIsHandedNoBroadcast() {
    gateway.sync(session, "group", 0, null, 1);
    gateway.receive(broadcast(event("group", 1)));
    gateway.receive(broadcast(Records.change("group", 2, "ann", MemberAction.LEAVE)));
    gateway.receive(broadcast(event("group", 3)));
    assertThat(phone.events()).containsExactly(1L, 2L);
  }

  /** Seen red: the same for a LEAVE that the device sent itself. */
  @Test
  void theOwnLeaveOfADeviceEndsItsBroadcasts() {
    ConversationEvent leave =
        ConversationEvent.newBuilder(Records.change("group", 2, "ann", MemberAction.LEAVE))
            .setSenderId("ann")
            .setDeviceId("ann.phone")
            .build();
    gateway.sync(session, "group", 0, null, 1);
    gateway.receive(broadcast(event("group", 1)));
    gateway.receive(broadcast(leave));
    gateway.receive(broadcast(event("group", 3)));
    assertThat(phone.events()).containsExactly(1L);
  }

  /** Seen red: the same for a LEAVE that came from the history. */
  @Test
  void aLeaveFromTheHistoryEndsTheBroadcastsToo() {
    gateway.sync(session, "group", 0, null, 1);
    gateway.receive(broadcast(event("group", 1)));
    gateway.history.store("group", 1, 4);
    gateway.history.store(Records.change("group", 3, "ann", MemberAction.LEAVE));
    gateway.receive(broadcast(event("group", 4)));
    gateway.receive(broadcast(event("group", 5)));
    assertThat(phone.events()).containsExactly(1L, 2L, 3L);
  }

  /** Seen red: what was missed between LEAVE and JOIN was read, and handed on. */
  @Test
  void theBroadcastsGoOnWithTheJoinOfTheUser() {
    gateway.sync(session, "group", 0, null, 1);
    gateway.history.store("group", 1, 9);
    gateway.history.store(Records.change("group", 2, "ann", MemberAction.LEAVE));
    gateway.history.store(Records.change("group", 7, "ann", MemberAction.JOIN));
    gateway.receive(broadcast(event("group", 1)));
    gateway.receive(broadcast(Records.change("group", 2, "ann", MemberAction.LEAVE)));
    gateway.receive(broadcast(event("group", 3)));
    gateway.receive(broadcast(event("group", 5)));
    gateway.receive(broadcast(event("group", 8)));
    gateway.receive(broadcast(event("group", 9)));
    assertThat(phone.events()).containsExactly(1L, 2L, 7L, 8L, 9L);
  }

  /** Seen red: a SYNC after the LEAVE handed on what was said before the user came back. */
  @Test
  void aSyncThatFollowsALeaveBeginsWithTheJoin() {
    gateway.sync(session, "group", 0, null, 1);
    gateway.receive(broadcast(event("group", 1)));
    gateway.receive(broadcast(Records.change("group", 2, "ann", MemberAction.LEAVE)));
    gateway.history.store("group", 1, 8);
    gateway.history.store(Records.change("group", 7, "ann", MemberAction.JOIN));
    gateway.sync(session, "group", 2, null, 1);
    assertThat(phone.events()).containsExactly(1L, 2L, 7L, 8L);
  }

  @Test
  void aSyncWithAnEndOrTheEndOfTheSessionEndsTheSubscription() {
    gateway.sync(session, "group", 0, null, 1);
    gateway.sync(session, "other", 0, null, 1);
    gateway.history.store("group", 1, 3);
    gateway.sync(session, "group", 0, 3L, 1);
    gateway.receive(broadcast(event("group", 4)));
    session.close();
    gateway.receive(broadcast(event("other", 1)));
    assertThat(phone.events()).containsExactly(1L, 2L, 3L);
  }
}
