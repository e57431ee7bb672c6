package io.parley.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Whatever the order of events, SYNCs, answers of the history and slow moments: a session is handed
 * every event of a conversation once, in order.
 *
 * <p>Seen red: with an event handed on although a sync of its conversation was under way, with a
 * full queue that only dropped the event, and with a page shared although it was read before the
 * event that was asked for.
 */
class EverythingArrivesInOrderTest {

  @Property(tries = 2_000)
  void everyEventIsHandedOnOnceInOrder(
      @ForAll @Size(max = 60) List<@IntRange(max = 8) Integer> steps, @ForAll boolean large) {
    Conversation conversation = new Conversation(large);
    steps.forEach(conversation::take);
    assertThat(conversation.handedInTheEnd()).isEqualTo(conversation.all());
  }

  /** One conversation, and one device that is to get all of it. */
  private static final class Conversation {

    private final TestGateway gateway =
        new TestGateway(GatewaySettings.of(Records.GATEWAY).withMostQueued(3).withPageSize(4));
    private final TestConnection phone = new TestConnection();
    private final DeviceSession session = gateway.connect("ann", "ann.phone", phone);
    private final boolean large;
    private long last;

    Conversation(boolean large) {
      this.large = large;
      if (large) {
        gateway.sync(session, "chat", 0, null, 1);
      }
      happen();
    }

    void take(int step) {
      switch (step) {
        case 0, 1 -> happen();
        case 2 -> gateway.history.slow = !gateway.history.slow;
        case 3 -> gateway.history.answerAll();
        case 4 -> phone.writable = false;
        case 5 -> {
          phone.writable = true;
          session.writable();
        }
        case 6 -> missAndSync();
        case 7 -> gateway.sync(session, "chat", 0, large ? null : last, 1);
        default -> gateway.loop.pass(Duration.ofMillis(100));
      }
    }

    private void happen() {
      last++;
      if (large) {
        gateway.history.store("chat", last, last);
        gateway.receive(Records.broadcast(Records.event("chat", last)));
      } else {
        gateway.direct(session, Records.event("chat", last));
      }
    }

    /** Two events are not delivered: a SYNC brings them, or the next broadcast shows the gap. */
    private void missAndSync() {
      gateway.history.store("chat", last + 1, last + 2);
      last += 2;
      if (!large) {
        gateway.sync(session, "chat", 0, last, 1);
      }
    }

    List<Long> handedInTheEnd() {
      gateway.history.slow = false;
      phone.writable = true;
      session.writable();
      gateway.history.answerAll();
      happen();
      return phone.events();
    }

    List<Long> all() {
      return LongStream.rangeClosed(1, last).boxed().toList();
    }
  }
}
