package io.parley.gateway.client;

import io.parley.schemas.event.ConversationEvent;
import java.util.Map;
import java.util.Optional;

/**
 * Hands on events as they happen: DIRECT to one session, BROADCAST to every subscribed session. For
 * the loop's thread.
 *
 * <p>An event at or below the last one handed to the session in its conversation is a repetition.
 * While a sync of the conversation is under way, an event only moves the sync's end. An event that
 * does not fit into the queue of a slow connection starts a sync from the last event handed on, and
 * so does a gap in the broadcasts.
 */
final class LiveEvents {

  /**
   * The most large conversations whose newest broadcast is kept. It is enough for one gateway, and
   * a forgotten one only misses a gap.
   */
  private static final int MOST_BROADCASTS = 10_000;

  private record Last(long sequence, long eventId) {}

  private final Subscriptions subscriptions;
  private final Syncs syncs;
  private final Loop loop;
  private final GatewayMetrics metrics;
  private final Map<String, Last> broadcasts = new BoundedMap<>(MOST_BROADCASTS);

  LiveEvents(Subscriptions subscriptions, Syncs syncs, Loop loop, GatewayMetrics metrics) {
    this.subscriptions = subscriptions;
    this.syncs = syncs;
    this.loop = loop;
    this.metrics = metrics;
  }

  void onDirect(DeviceSession session, ConversationEvent event, Optional<String> traceparent) {
    Position position = session.position(event.getConversationId());
    if (event.getEventId() <= position.acknowledgedUpTo()) {
      syncs.repeatReceipt(session, event.getConversationId());
    } else {
      hand(session, event, traceparent);
    }
  }

  void onBroadcast(ConversationEvent event, Optional<String> traceparent) {
    String conversation = event.getConversationId();
    Last last = broadcasts.get(conversation);
    if (last != null && event.getEventId() <= last.eventId()) {
      metrics.repeated.increment();
      return;
    }
    broadcasts.put(conversation, new Last(event.getSequence(), event.getEventId()));
    boolean gap = last != null && event.getSequence() > last.sequence() + 1;
    if (gap) {
      metrics.gaps.increment();
    }
    for (DeviceSession session : subscriptions.of(conversation)) {
      if (gap && !session.position(conversation).isRepeated(event.getEventId())) {
        metrics.covered.increment();
        syncs.catchUp(session, conversation, last.eventId(), event.getEventId());
      } else {
        handBroadcast(session, event, traceparent);
      }
    }
  }

  /** The newest event of a conversation that was broadcast so far, or 0. */
  long newestBroadcast(String conversation) {
    Last last = broadcasts.get(conversation);
    return last == null ? 0 : last.eventId();
  }

  private void handBroadcast(
      DeviceSession session, ConversationEvent event, Optional<String> traceparent) {
    if (isOwn(session, event) && !session.syncs().containsKey(event.getConversationId())) {
      // The device knows its own event from the ack.
      session.position(event.getConversationId()).handed(event.getEventId());
    } else {
      hand(session, event, traceparent);
    }
  }

  private static boolean isOwn(DeviceSession session, ConversationEvent event) {
    return event.getDeviceId().equals(session.deviceId())
        && event.getSenderId().equals(session.userId());
  }

  private void hand(DeviceSession session, ConversationEvent event, Optional<String> traceparent) {
    String conversation = event.getConversationId();
    Position position = session.position(conversation);
    ConversationSync sync = session.syncs().get(conversation);
    if (sync != null) {
      metrics.covered.increment();
      sync.raiseEnd(event.getEventId());
    } else if (position.isRepeated(event.getEventId())) {
      metrics.repeated.increment();
    } else if (session.outgoing().offer(new Handover.Live(event, traceparent))) {
      position.handed(event.getEventId());
      metrics.handedOn(loop.millis() - event.getCommandAppendedAt());
    } else {
      metrics.overflows.increment();
      syncs.catchUp(session, conversation, event.getEventId() - 1, event.getEventId());
    }
  }
}
