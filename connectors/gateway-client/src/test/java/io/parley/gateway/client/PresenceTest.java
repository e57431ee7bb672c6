package io.parley.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.gateway.GatewayState;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.session.SessionEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Signs of life, sessions, epochs.
 *
 * <p>Seen red: with DISCONNECTED written before the session's receipts, and with one epoch for all
 * connections of a device within a millisecond.
 */
class PresenceTest {

  private final TestGateway gateway = new TestGateway();
  private final TestConnection phone = new TestConnection();

  private List<GatewayState> states() {
    return gateway.written(GatewayEvent.class).stream().map(GatewayEvent::getState).toList();
  }

  @Test
  void aGatewaySaysUpThenAliveEveryTwoSecondsThenDown() {
    gateway.loop.execute(() -> gateway.core.begin(() -> {}));
    gateway.loop.pass(Duration.ofSeconds(6));
    gateway.loop.execute(gateway.core::end);
    gateway.loop.pass(Duration.ofSeconds(6));
    assertThat(states())
        .containsExactly(
            GatewayState.UP,
            GatewayState.ALIVE,
            GatewayState.ALIVE,
            GatewayState.ALIVE,
            GatewayState.DOWN);
    assertThat(gateway.written(GatewayEvent.class))
        .extracting(GatewayEvent::getIncarnation)
        .containsOnly(1_000_000L);
  }

  @Test
  void theIncarnationIsAboveTheLastOneThoughTheClockWentBack() {
    TestGateway again =
        new TestGateway(GatewaySettings.of(Records.GATEWAY).withIncarnationAbove(5_000_000));
    again.loop.execute(() -> again.core.begin(() -> {}));
    assertThat(again.written(GatewayEvent.class).get(0).getIncarnation()).isEqualTo(5_000_001);
  }

  @Test
  void epochsRiseStrictlyPerDeviceWithinOneMillisecondToo() {
    for (int n = 0; n < 3; n++) {
      gateway.connect("ann", "ann.phone", new TestConnection()).close();
    }
    gateway.loop.pass(Duration.ofMillis(1));
    gateway.connect("ann", "ann.phone", new TestConnection());
    gateway.connect("bob", "bob.phone", new TestConnection());
    List<SessionEvent> connected =
        gateway.written(SessionEvent.class).stream()
            .filter(event -> event.getState().name().equals("CONNECTED"))
            .toList();
    assertThat(connected)
        .extracting(SessionEvent::getSessionEpoch)
        .containsExactly(1_000_000L, 1_000_001L, 1_000_002L, 1_000_003L, 1_000_001L);
  }

  /**
   * Seen red with the present time as their epoch: a gateway that came out of a silence took a
   * device away from the gateway to which it had moved meanwhile, and it got nothing any more.
   */
  @Test
  void sessionsAreAnnouncedAgainWithEpochsBelowThoseOfLaterConnections() {
    gateway.connect("ann", "ann.phone", phone);
    gateway.loop.pass(Duration.ofSeconds(20));
    gateway.loop.execute(gateway.core::announceAll);
    gateway.loop.execute(gateway.core::announceAll);
    gateway.connect("ann", "ann.phone", new TestConnection());
    assertThat(gateway.written(SessionEvent.class))
        .extracting(SessionEvent::getSessionEpoch)
        .containsExactly(1_000_000L, 1_000_001L, 1_000_002L, 1_020_000L);
  }

  /**
   * Seen red: the subscriptions stayed. A user who left the conversation during the silence got
   * everything that was said there, because the router did not know of a subscription to end.
   */
  @Test
  void sessionsThatAreAnnouncedAgainAreSubscribedToNothing() {
    DeviceSession session = gateway.connect("ann", "ann.phone", phone);
    gateway.sync(session, "group", 0, null, 1);
    gateway.receive(Records.broadcast(Records.event("group", 1)));
    gateway.loop.execute(gateway.core::announceAll);
    gateway.receive(Records.broadcast(Records.event("group", 2)));
    assertThat(phone.events()).containsExactly(1L);
  }

  @Test
  void theSyncOfASessionThatIsAnnouncedAgainReadsWhatWasBroadcastMeanwhile() {
    DeviceSession session = gateway.connect("ann", "ann.phone", phone);
    gateway.sync(session, "group", 0, null, 1);
    gateway.history.store("group", 1, 2);
    gateway.receive(Records.broadcast(Records.event("group", 1)));
    gateway.loop.execute(gateway.core::announceAll);
    gateway.receive(Records.broadcast(Records.event("group", 2)));
    gateway.sync(session, "group", 0, null, 1);
    gateway.receive(Records.broadcast(Records.event("group", 3)));
    assertThat(phone.events()).containsExactly(1L, 2L, 3L);
  }

  /**
   * Seen red with the time at which the loop got round to it: by then the device had moved to
   * another gateway, whose epoch was lower, and it got nothing any more.
   */
  @Test
  void theEpochIsWhenTheConnectionWasAcceptedHoweverBusyTheLoopIs() {
    DeviceSession accepted =
        gateway.core.session(new DeviceKey("ann", "ann.phone"), new TestConnection());
    gateway.loop.pass(Duration.ofMillis(300));
    gateway.loop.execute(() -> gateway.core.open(accepted));
    assertThat(gateway.written(SessionEvent.class))
        .extracting(SessionEvent::getSessionEpoch)
        .containsExactly(1_000_000L);
  }

  @Test
  void epochsRiseThoughConnectionsAreOpenedInAnotherOrderThanAccepted() {
    DeviceSession first =
        gateway.core.session(new DeviceKey("ann", "ann.phone"), new TestConnection());
    gateway.loop.pass(Duration.ofMillis(300));
    gateway.connect("ann", "ann.phone", new TestConnection());
    gateway.connect("bob", "bob.phone", new TestConnection());
    gateway.loop.execute(() -> gateway.core.open(first));
    assertThat(gateway.written(SessionEvent.class))
        .extracting(SessionEvent::getSessionEpoch)
        .containsExactly(1_000_300L, 1_000_300L, 1_000_301L);
  }

  /**
   * Seen red: nobody was told, so a device that was new could make its first download before the
   * router knew of it, and an event in between never reached it.
   */
  @Test
  void aConnectionIsToldOnceWhenKafkaHasItsSession() {
    TestGateway slow = new TestGateway(GatewaySettings.of(Records.GATEWAY), false);
    slow.connect("ann", "ann.phone", phone);
    TestConnection gone = new TestConnection();
    slow.connect("ann", "ann.laptop", gone).close();
    assertThat(phone.connected).isZero();
    while (slow.producer.completeNext()) {}
    assertThat(phone.connected).isEqualTo(1);
    assertThat(gone.connected).isZero();

    slow.loop.execute(slow.core::announceAll);
    while (slow.producer.completeNext()) {}
    assertThat(phone.connected).isEqualTo(1);
  }

  @Test
  void aNewConnectionOfADeviceReplacesTheOldOne() {
    DeviceSession old = gateway.connect("ann", "ann.phone", phone);
    gateway.connect("ann", "ann.phone", new TestConnection());
    old.close();
    assertThat(phone.closed).contains(CloseReason.REPLACED);
    assertThat(gateway.sessions()).containsExactly("ann.phone CONNECTED", "ann.phone CONNECTED");
  }

  @Test
  void theEndOfASessionRepeatsItsEpochAndComesAfterItsReceipts() {
    DeviceSession session = gateway.connect("ann", "ann.phone", phone);
    session.acknowledge("chat", 7, ReceiptKind.READ);
    session.close();
    assertThat(gateway.receipts()).containsExactly("ann.phone READ 7");
    List<SessionEvent> written = gateway.written(SessionEvent.class);
    assertThat(written.get(1).getSessionEpoch()).isEqualTo(written.get(0).getSessionEpoch());
    assertThat(gateway.producer.history().get(1).topic()).isEqualTo("chat.receipts");
    assertThat(phone.closed).isEmpty();
  }

  @Test
  void signingOutForgetsTheDevice() {
    gateway.connect("ann", "ann.phone", phone).logOut();
    assertThat(gateway.sessions()).containsExactly("ann.phone CONNECTED", "ann.phone LOGGED_OUT");
  }

  @Test
  void shuttingDownEndsAllSessionsBeforeTheIncarnation() {
    gateway.loop.execute(() -> gateway.core.begin(() -> {}));
    gateway.connect("ann", "ann.phone", phone);
    TestConnection laptop = new TestConnection();
    gateway.connect("ann", "ann.laptop", laptop);
    gateway.loop.execute(gateway.core::end);
    assertThat(gateway.sessions()).endsWith("ann.phone DISCONNECTED", "ann.laptop DISCONNECTED");
    assertThat(states()).endsWith(GatewayState.DOWN);
    assertThat(List.of(phone.closed, laptop.closed))
        .allMatch(reason -> reason.equals(java.util.Optional.of(CloseReason.SHUTDOWN)));
  }

  @Test
  void aBrokenConnectionEndsItsSessionAndNoOther() {
    TestConnection laptop = new TestConnection();
    DeviceSession other = gateway.connect("ann", "ann.laptop", laptop);
    DeviceSession session = gateway.connect("ann", "ann.phone", phone);
    phone.broken = true;
    gateway.direct(session, Records.event("chat", 1));
    gateway.direct(other, Records.event("chat", 1));
    assertThat(phone.closed).contains(CloseReason.BROKEN);
    assertThat(laptop.events()).containsExactly(1L);
    assertThat(gateway.sessions()).endsWith("ann.phone DISCONNECTED");
  }

  @Test
  void statusesAndCursorsReachEachDeviceOfTheUserOnceByVersion() {
    TestConnection laptop = new TestConnection();
    gateway.connect("ann", "ann.phone", phone);
    gateway.connect("ann", "ann.laptop", laptop);
    gateway.receive(Records.status("ann", 1, 2));
    gateway.receive(Records.status("ann", 1, 2));
    gateway.receive(Records.status("ann", 1, 1));
    gateway.receive(Records.status("ann", 2, 1));
    gateway.receive(Records.cursor("ann", 5));
    gateway.receive(Records.cursor("ann", 4));
    gateway.receive(Records.cursor("nobody", 5));
    assertThat(phone.of(Handover.Status.class)).hasSize(2);
    assertThat(laptop.of(Handover.Status.class)).hasSize(2);
    assertThat(laptop.of(Handover.Cursor.class)).hasSize(1);
    assertThat(gateway.count("deliveries.outdated")).as("three for each device").isEqualTo(6);
    assertThat(gateway.count("deliveries.repeated")).as("events that were repeated").isZero();
  }

  @Test
  void anIdThatIsNotValidIsRefusedAtTheDoor() {
    assertThatThrownBy(() -> Ids.check("user_id", "ann smith"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("user_id");
  }
}
