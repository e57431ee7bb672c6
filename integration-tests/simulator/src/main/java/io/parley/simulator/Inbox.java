package io.parley.simulator;

import io.parley.gateway.client.Handover;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import java.util.TreeMap;

/**
 * The events of one conversation that a device holds.
 *
 * <p>Events are complete up to a point. Events beyond it wait until the missing ones come. A device
 * gets no delivery of its own events, only acks, which have the sequence. For one thread.
 */
final class Inbox {

  /** The bound of waiting events. The router delivers events again that are dropped here. */
  private static final int MOST_AHEAD = 2_000;

  /** The result of taking an event. */
  enum Arrival {
    /** Nothing is missing up to it. */
    NEXT,
    /** Something before it is missing. */
    AHEAD,
    /** The device had it. */
    REPEATED
  }

  /** That the user reads what is complete. */
  final Planned reading = new Planned();

  /** That the device reads what is missing from the history. */
  final Planned gapRead = new Planned();

  private final String user;
  private final TreeMap<Long, Long> ahead = new TreeMap<>();
  private long sequence;
  private long eventId;
  private long readUpTo;
  private long gapEnd;

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
      gapEnd = Math.max(gapEnd, stored.follows());
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

  /** Whether the user becomes a member by this event. The device needs no event before it. */
  private boolean letsIn(ConversationEvent event) {
    return event.getPayload() instanceof MembersChanged changed
        && changed.getChanges().stream()
            .anyMatch(
                change ->
                    change.getAction() == MemberAction.JOIN && change.getUserId().equals(user));
  }

  /** Takes the ack of an event that this device caused. */
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

  /** The event up to which the device has all events. 0 before the first. */
  long completeUpTo() {
    return eventId;
  }

  /** The sequence up to which the device has all events. */
  long events() {
    return sequence;
  }

  /** Whether an event of the history has followed a missing one, and there are events before it. */
  boolean hasGap() {
    return eventId != 0 && eventId < gapEnd;
  }

  /**
   * The event up to which the device must read, as far as it knows. What comes after it may be on
   * its way.
   */
  long gapEnd() {
    return gapEnd;
  }

  boolean hasUnread() {
    return readUpTo < eventId;
  }

  /** Marks all complete events as read, and gives the last of them. */
  long read() {
    readUpTo = eventId;
    return readUpTo;
  }
}
