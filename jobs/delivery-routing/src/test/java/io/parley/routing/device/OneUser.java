package io.parley.routing.device;

import static io.parley.routing.Events.session;

import io.parley.routing.Events;
import io.parley.routing.TracedEvent;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.delivery.DeliveryKind;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.session.SessionState;
import java.util.List;

/**
 * The user "ann" for tests: what happens to her in a line each, and what came of it as text.
 * Deliveries read "gateway device event#attempt", with the event as a number from {@link
 * Events#id}.
 */
final class OneUser {

  static final String USER = "ann";
  static final String CONVERSATION = "c1";

  final PlainUserMemory memory = new PlainUserMemory();
  final Recorder out = new Recorder();
  final UserRouter router;
  long now = Events.START + 1_000;

  OneUser(RoutingPolicy policy) {
    router = new UserRouter(memory, out, policy, now);
  }

  void connects(String device, String gateway, long epoch) {
    router.onSession(session(SessionState.CONNECTED, USER, device, gateway, epoch), now);
  }

  void beats(String device, String gateway, long epoch) {
    router.onSession(session(SessionState.HEARTBEAT, USER, device, gateway, epoch), now);
  }

  void disconnects(String device, String gateway, long epoch) {
    router.onSession(session(SessionState.DISCONNECTED, USER, device, gateway, epoch), now);
  }

  void gets(int event) {
    gets(Events.message(CONVERSATION, Events.id(event), "bob", "phone"));
  }

  void gets(ConversationEvent event) {
    router.onEvent(USER, new TracedEvent(event, null), now);
  }

  void acknowledges(String device, int event) {
    router.onReceipt(Events.delivered(CONVERSATION, USER, device, Events.id(event)), now);
  }

  /** Lets time pass, timer by timer, while sessions are kept alive. */
  void waits(long seconds, Runnable heartbeats) {
    long end = now + 1_000 * seconds;
    while (now < end) {
      now = Math.min(end, now + 1_000);
      heartbeats.run();
      if (out.wakeAt <= now) {
        out.wakeAt = Long.MAX_VALUE;
        router.onTime(USER, now);
      }
    }
  }

  void waits(long seconds) {
    waits(seconds, () -> {});
  }

  /** What was delivered since the last call. */
  List<String> delivered() {
    List<String> texts = out.deliveries.stream().map(OneUser::text).toList();
    out.deliveries.clear();
    return texts;
  }

  private static String text(Delivery delivery) {
    String to = delivery.getGatewayId() + " " + delivery.getDeviceId() + " ";
    return delivery.getKind() == DeliveryKind.SYNC
        ? to + sync(delivery.getAfterEventId())
        : to + number(delivery.getEvent().getEventId()) + "#" + delivery.getAttempt();
  }

  /** "sync after 5" if event 5 is excluded, "sync from 5" if it is the first to fetch. */
  private static String sync(long after) {
    boolean isEvent = Events.id(number(after)) == after;
    return isEvent ? "sync after " + number(after) : "sync from " + number(after + 1);
  }

  private static long number(long id) {
    return Snowflake.unixMillis(id) - Events.START;
  }
}
