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
 * does not fit into the queue of a slow connection starts a sync from the last event handed on. A
 * broadcast whose sequence shows that the session misses an event does the same. After the LEAVE of
 * its own user, a session is handed no broadcast before that user's next JOIN.
 */
final class LiveEvents {

  /**
   * The most large conversations whose newest broadcast is kept. It is enough for one gateway, and
   * a forgotten one only misses the gap of a session that does not know its last sequence.
   */
  private static final int MOST_BROADCASTS = 10_000;

  private record Last(long sequence, long eventId) {
    static final Last NONE = new Last(0, 0);
  }

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
    Last last = broadcasts.getOrDefault(conversation, Last.NONE);
    if (event.getEventId() <= last.eventId()) {
      metrics.repeated.increment();
      return;
    }
    broadcasts.put(conversation, new Last(event.getSequence(), event.getEventId()));
    boolean gap = false;
    for (DeviceSession session : subscriptions.of(conversation)) {
      if (misses(session, event, last)) {
        gap = true;
        metrics.covered.increment();
        syncs.catchUp(session, conversation, last.eventId(), event.getEventId());
      } else {
        handBroadcast(session, event, traceparent);
      }
    }
    if (gap) {
      metrics.gaps.increment();
    }
  }

  /**
   * Whether the session misses an event before this one. A session that has everything from earlier
   * sessions does not know the sequence of its last event. The last broadcast stands for it then.
   */
  private static boolean misses(DeviceSession session, ConversationEvent event, Last last) {
    Position position = session.position(event.getConversationId());
    if (isSyncing(session, event) || position.isRepeated(event.getEventId())) {
      return false;
    }
    long before = position.sequence() > 0 ? position.sequence() : last.sequence();
    return before > 0 && event.getSequence() > before + 1;
  }

  private static boolean isSyncing(DeviceSession session, ConversationEvent event) {
    return session.syncs().containsKey(event.getConversationId());
  }

  /** The newest event of a conversation that was broadcast so far, or 0. */
  long newestBroadcast(String conversation) {
    return broadcasts.getOrDefault(conversation, Last.NONE).eventId();
  }

  private void handBroadcast(
      DeviceSession session, ConversationEvent event, Optional<String> traceparent) {
    if (!isSyncing(session, event) && (isOwn(session, event) || !concerns(session, event))) {
      // The device knows its own event from the ack.
      session.position(event.getConversationId()).handed(event);
    } else {
      hand(session, event, traceparent);
    }
  }

  /** Whether the user is a member before or after the event. */
  private static boolean concerns(DeviceSession session, ConversationEvent event) {
    return session.position(event.getConversationId()).isMember()
        || MemberActions.isMemberAfter(session.userId(), event, false);
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
      position.handed(event);
      metrics.handedOn(loop.millis() - event.getCommandAppendedAt());
    } else {
      metrics.overflows.increment();
      syncs.catchUp(session, conversation, event.getEventId() - 1, event.getEventId());
    }
  }
}
