package io.parley.simulator;

import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a device holds of one conversation.
 *
 * <p>Events are complete up to a point; those ahead of it wait until what is missing comes. A
 * device gets no delivery of its own events, only acks, which bear no sequence: they fill as many
 * gaps as their ids lie between. For one thread.
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
  private final TreeSet<Long> own = new TreeSet<>();
  private long sequence;
  private long eventId;
  private long newestFirstAttempt;
  private long readUpTo;
  private boolean readingPlanned;

  Inbox(String user) {
    this.user = user;
  }

  /** What a gateway reading uncommitted does with a first attempt: at or below the newest, drop. */
  boolean isRepeatedFirstAttempt(long id) {
    boolean repeated = id <= newestFirstAttempt;
    newestFirstAttempt = Math.max(newestFirstAttempt, id);
    return repeated;
  }

  Arrival take(ConversationEvent event) {
    if (event.getSequence() <= sequence || ahead.containsKey(event.getSequence())) {
      return Arrival.REPEATED;
    }
    if (letsIn(event)) {
      completeTo(event.getSequence(), event.getEventId());
      return Arrival.NEXT;
    }
    if (ahead.size() < MOST_AHEAD) {
      ahead.put(event.getSequence(), event.getEventId());
    }
    fillGaps();
    return event.getSequence() <= sequence ? Arrival.NEXT : Arrival.AHEAD;
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
  void tookOwn(long id) {
    if (id > eventId) {
      own.add(id);
      fillGaps();
    }
  }

  /** The device has read the history: it holds everything up to here. */
  void completeTo(long newSequence, long newEventId) {
    if (newSequence > sequence) {
      sequence = newSequence;
      eventId = newEventId;
      ahead.headMap(sequence, true).clear();
      own.headSet(eventId, true).clear();
      fillGaps();
    }
  }

  private void fillGaps() {
    while (!ahead.isEmpty()) {
      long nextSequence = ahead.firstKey();
      long nextId = ahead.firstEntry().getValue();
      int ownBetween = own.headSet(nextId, false).size();
      if (nextSequence - sequence - 1 != ownBetween) {
        return;
      }
      sequence = nextSequence;
      eventId = nextId;
      ahead.pollFirstEntry();
      own.headSet(nextId, true).clear();
    }
  }

  /** Everything up to this event is here; 0 for nothing. */
  long completeUpTo() {
    return eventId;
  }

  /** How many events of the conversation are here, if it has no more than that. */
  long events() {
    return ahead.isEmpty() ? sequence + own.size() : sequence;
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
