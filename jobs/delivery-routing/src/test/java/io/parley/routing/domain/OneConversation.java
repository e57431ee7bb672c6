package io.parley.routing.domain;

import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.wire.AvroBytes;
import java.util.ArrayList;
import java.util.List;

/**
 * One conversation for tests: a router with its memory, and what came out as short texts such as
 * {@code ann EVENT 5 after 4 push} or {@code ann ENTERED 5 after 4}.
 */
final class OneConversation implements ConversationOutput {

  final List<String> out = new ArrayList<>();

  /** The events that went to users, unpacked. */
  final List<UserInput.Event> events = new ArrayList<>();

  final List<Long> wakes = new ArrayList<>();
  final CountingMemory memory = new CountingMemory();
  int repeated;
  int withoutMembers;

  private final ConversationRouter router;

  OneConversation(int threshold) {
    router =
        new ConversationRouter(
            memory,
            this,
            new LargeGroupPolicy(threshold, 1_000, 60_000),
            new Pace(1_000, 0),
            new AvroBytes<>(ConversationEvent.class));
  }

  void route(ConversationEvent event, long now) {
    router.onEvent(event, null, now);
  }

  void wake(long askedFor) {
    router.onTime(askedFor, askedFor);
  }

  /** Wakes the router as often as it has asked, until it asks no more or for a later time. */
  void wakeUntil(long time) {
    while (!wakes.isEmpty() && wakes.get(0) <= time) {
      wake(wakes.remove(0));
    }
  }

  List<String> taken() {
    List<String> taken = List.copyOf(out);
    out.clear();
    events.clear();
    return taken;
  }

  @Override
  public void toUser(String userId, byte[] packed) {
    UserInput input = UserInputCodec.unpack(packed);
    if (input instanceof UserInput.Event event) {
      events.add(event);
      out.add(
          "%s EVENT %d after %d%s%s%s%s"
              .formatted(
                  userId,
                  event.eventId(),
                  event.previousId(),
                  event.joins() ? " joins" : "",
                  event.kind() == UserInput.EventKind.LEAVE ? " leaves" : "",
                  event.wantsPush() ? " push" : "",
                  event.fetched() ? " fetched" : ""));
    } else if (input instanceof UserInput.Large large) {
      out.add(
          "%s %s %d after %d"
              .formatted(userId, large.change(), large.eventId(), large.previousId()));
    } else if (input instanceof UserInput.Nudge nudge) {
      out.add("%s NEWS %d deleted %s".formatted(userId, nudge.messageId(), nudge.deleted()));
    }
  }

  @Override
  public void broadcast(ConversationEvent event, byte[] encoded, String traceparent) {
    out.add("BROADCAST %d".formatted(event.getEventId()));
  }

  @Override
  public void wakeAt(long time) {
    wakes.add(time);
    wakes.sort(null);
  }

  @Override
  public void repeated() {
    repeated++;
  }

  @Override
  public void withoutMembers() {
    withoutMembers++;
  }
}
