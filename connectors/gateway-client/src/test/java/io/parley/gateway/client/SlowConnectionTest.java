package io.parley.gateway.client;

import static io.parley.gateway.client.Records.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * A connection that cannot take what comes.
 *
 * <p>Seen red: with an event that did not fit only counted, with one handed on although a sync of
 * its conversation was under way, with a sync that begins at the beginning of a conversation of
 * which the session was handed nothing yet, and with answers that queue without a bound.
 */
class SlowConnectionTest {

  private final TestGateway gateway =
      new TestGateway(GatewaySettings.of(Records.GATEWAY).withMostQueued(10).withPageSize(20));
  private final TestConnection phone = new TestConnection();
  private final DeviceSession session = gateway.connect("ann", "ann.phone", phone);

  private static List<Long> range(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  @Test
  void whatFitsIsQueuedAndHandedOnWhenTheConnectionIsWritable() {
    phone.writable = false;
    for (long id = 1; id <= 10; id++) {
      gateway.direct(session, event("chat", id));
    }
    assertThat(phone.events()).isEmpty();
    phone.writable = true;
    session.writable();
    assertThat(phone.events()).isEqualTo(range(1, 10));
    assertThat(gateway.history.reads).isEmpty();
  }

  @Test
  void whatDoesNotFitComesFromTheHistoryInOrderAndOnce() {
    phone.writable = false;
    for (long id = 1; id <= 100; id++) {
      gateway.direct(session, event("chat", id));
    }
    assertThat(gateway.history.reads).isEmpty();
    phone.writable = true;
    session.writable();
    gateway.direct(session, event("chat", 101));
    assertThat(phone.events()).isEqualTo(range(1, 101));
    assertThat(gateway.count("deliveries.overflows")).isEqualTo(1);
  }

  @Test
  void pagesAreReadAsTheConnectionTakesThem() {
    gateway.history.store("chat", 1, 100);
    phone.writable = false;
    gateway.sync(session, "chat", 0, 100L, 1);
    assertThat(gateway.history.reads).isEmpty();
    phone.writable = true;
    session.writable();
    assertThat(phone.stored()).isEqualTo(range(1, 100));
  }

  @Test
  void answersAreNeverDropped() {
    session.send(Records.command("c-1", "chat"));
    phone.writable = false;
    for (long id = 1; id <= 100; id++) {
      gateway.direct(session, event("chat", id));
    }
    gateway.loop.execute(() -> gateway.core.onAck(Records.ack("c-1", "ann", "ann.phone")));
    phone.writable = true;
    session.writable();
    assertThat(phone.of(Handover.Answer.class)).hasSize(1);
  }

  @Test
  void statusesAreDroppedWhenTheQueueIsFull() {
    phone.writable = false;
    for (long id = 1; id <= 100; id++) {
      gateway.receive(Records.status("ann", id, 1));
    }
    phone.writable = true;
    session.writable();
    assertThat(phone.of(Handover.Status.class)).hasSize(10);
    assertThat(gateway.count("deliveries.dropped")).isEqualTo(90);
  }

  @Test
  void anEventThatDoesNotFitIsReadWithoutAllThatWasBeforeIt() {
    gateway.history.store("old", 1, 500);
    phone.writable = false;
    for (long id = 1; id <= 10; id++) {
      gateway.direct(session, event("chat", id));
    }
    gateway.direct(session, event("old", 501));
    gateway.direct(session, event("old", 502));
    phone.writable = true;
    session.writable();
    assertThat(phone.stored()).containsExactly(501L, 502L);
  }

  @Test
  void aDeviceThatSendsAndNeverReadsLosesItsSession() {
    phone.writable = false;
    for (int n = 0; n < 10_000; n++) {
      String id = "c-" + n;
      session.send(Records.command(id, "chat"));
      gateway.loop.execute(() -> gateway.core.onAck(Records.ack(id, "ann", "ann.phone")));
    }
    assertThat(phone.closed).contains(CloseReason.BROKEN);
    assertThat(gateway.sessions()).containsExactly("ann.phone CONNECTED", "ann.phone DISCONNECTED");
  }
}
