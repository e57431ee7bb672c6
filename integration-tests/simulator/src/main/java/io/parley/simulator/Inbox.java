package io.parley.simulator;

import io.parley.gateway.client.Handover;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import java.util.TreeMap;

/**
 * What a device holds of one conversation.
 *
 * <p>Events are complete up to a point; those ahead of it wait until what is missing comes. A
 * device gets no delivery of its own events, only acks, which bear the sequence. For one thread.
 */
final class Inbox {

  /** More would not be kept by a phone either; what is dropped here is delivered again. */
  private static final int MOST_AHEAD = 2_000;

  /** What an event was to the device. */
  enum Arrival {
    /** Nothing is missing up to it. */
    NEXT,
    /** Something before it is missing. */
    AHEAD,
    /** The device had it. */
    REPEATED
  }

  private final String user;
  private final TreeMap<Long, Long> ahead = new TreeMap<>();
  private long sequence;
  private long eventId;
  private long readUpTo;
  private boolean readingPlanned;

  Inbox(String user) {
    this.user = user;
  }

  /** Takes an event as it happened. */
  Arrival take(ConversationEvent event) {
    if (has(event.getSequence())) {
      return Arrival.REPEATED;
    }
    if (letsIn(event)) {
      completeTo(event.getSequence(), event.getEventId());
    } else {
      keep(event.getSequence(), event.getEventId());
    }
    return event.getSequence() <= sequence ? Arrival.NEXT : Arrival.AHEAD;
  }

  /** Takes an event of the history: nothing is missing between it and the one it follows. */
  Arrival takeStored(Handover.Stored stored) {
    ConversationEvent event = stored.event();
    boolean had = has(event.getSequence());
    if (eventId >= stored.follows() || letsIn(event)) {
      completeTo(event.getSequence(), event.getEventId());
    } else {
      keep(event.getSequence(), event.getEventId());
    }
    if (had) {
      return Arrival.REPEATED;
    }
    return event.getSequence() <= sequence ? Arrival.NEXT : Arrival.AHEAD;
  }

  private boolean has(long someSequence) {
    return someSequence <= sequence || ahead.containsKey(someSequence);
  }

  /** Whether with this event the user becomes a member: nothing before it concerns the device. */
  private boolean letsIn(ConversationEvent event) {
    return event.getPayload() instanceof MembersChanged changed
        && changed.getChanges().stream()
            .anyMatch(
                change ->
                    change.getAction() == MemberAction.JOIN && change.getUserId().equals(user));
  }

  /** An event of this very device was acked. */
  void tookOwn(long ownSequence, long id) {
    if (!has(ownSequence)) {
      keep(ownSequence, id);
    }
  }

  private void keep(long newSequence, long newEventId) {
    if (newSequence == sequence + 1) {
      completeTo(newSequence, newEventId);
    } else if (ahead.size() < MOST_AHEAD) {
      ahead.put(newSequence, newEventId);
    }
  }

  private void completeTo(long newSequence, long newEventId) {
    if (newSequence > sequence) {
      sequence = newSequence;
      eventId = newEventId;
      ahead.headMap(sequence, true).clear();
      while (!ahead.isEmpty() && ahead.firstKey() == sequence + 1) {
        eventId = ahead.firstEntry().getValue();
        sequence = ahead.pollFirstEntry().getKey();
      }
    }
  }

  /** Everything up to this event is here; 0 for nothing. */
  long completeUpTo() {
    return eventId;
  }

  /** The sequence up to which everything is here. */
  long events() {
    return sequence;
  }

  boolean hasUnread() {
    return readUpTo < eventId;
  }

  /** The user reads what is there, and says up to where. */
  long read() {
    readUpTo = eventId;
    return readUpTo;
  }

  /** Whether somebody must plan when to read: once until it happens. */
  boolean planReading() {
    boolean first = !readingPlanned;
    readingPlanned = true;
    return first;
  }

  /** The plan's time has come. */
  void readingIsDue() {
    readingPlanned = false;
  }
}
