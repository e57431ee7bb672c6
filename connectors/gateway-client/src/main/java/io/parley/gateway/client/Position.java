package io.parley.gateway.client;

import io.parley.schemas.event.ConversationEvent;

/** The position of one session in one conversation. For one thread. */
final class Position {

  private final String user;

  /** The highest event id handed to the session; 0 before the first. */
  private long handedUpTo;

  /** The sequence of the event {@code handedUpTo}; 0 if it is not known. */
  private long sequence;

  /** Whether the user is a member after the event {@code handedUpTo}, as far as is known. */
  private boolean member = true;

  /** The highest id that the session has acknowledged; 0 before the first. */
  private long acknowledgedUpTo;

  /** A device that has the event {@code coverFrom} has everything up to {@code coverUpTo}. */
  private long coverFrom;

  private long coverUpTo;

  private long lastSyncAfter = -1;
  private int lastSyncAttempt;
  private long lastSyncUpTo;

  /** The position of a session of a user, before the first event. */
  Position(String user) {
    this.user = user;
  }

  /** Whether an event comes again: it or a later one was handed on already. */
  boolean isRepeated(long eventId) {
    return eventId <= handedUpTo;
  }

  /** An event was handed on, or the session does not need it. */
  void handed(ConversationEvent event) {
    if (event.getEventId() > handedUpTo) {
      handedUpTo = event.getEventId();
      sequence = event.getSequence();
      member = MemberActions.isMemberAfter(user, event, member);
    }
  }

  /** The session needs nothing up to an id. Which event lies there is not known. */
  void skippedTo(long id) {
    if (id > handedUpTo) {
      handedUpTo = id;
      sequence = 0;
      member = true;
    }
  }

  long handedUpTo() {
    return handedUpTo;
  }

  /** The sequence of the last event that was handed on; 0 if it is not known. */
  long sequence() {
    return sequence;
  }

  /** Whether the user is a member after the last event that was handed on, as far as is known. */
  boolean isMember() {
    return member;
  }

  /** The device has everything up to an id; gives the id that its receipt may name. */
  long acknowledge(long id) {
    long covered = id >= coverFrom ? Math.max(id, coverUpTo) : id;
    acknowledgedUpTo = Math.max(acknowledgedUpTo, covered);
    return covered;
  }

  long acknowledgedUpTo() {
    return acknowledgedUpTo;
  }

  /** The history has no event after {@code from} up to {@code upTo}. */
  void cover(long from, long upTo) {
    coverFrom = from;
    coverUpTo = upTo;
  }

  /** Whether this SYNC was sent to this session before. If not, the method remembers it. */
  boolean isRepeatedSync(long after, long upTo, int attempt) {
    if (after == lastSyncAfter && attempt <= lastSyncAttempt && upTo <= lastSyncUpTo) {
      return true;
    }
    lastSyncAfter = after;
    lastSyncAttempt = attempt;
    lastSyncUpTo = upTo;
    return false;
  }
}
