package io.parley.gateway.client;

/** The position of one session in one conversation. For one thread. */
final class Position {

  /** The highest event id handed to the session; 0 before the first. */
  private long handedUpTo;

  /** The highest id that the session has acknowledged; 0 before the first. */
  private long acknowledgedUpTo;

  /** A device that has the event {@code coverFrom} has everything up to {@code coverUpTo}. */
  private long coverFrom;

  private long coverUpTo;

  private long lastSyncAfter = -1;
  private int lastSyncAttempt;
  private long lastSyncUpTo;

  /** Whether an event comes again: it or a later one was handed on already. */
  boolean isRepeated(long eventId) {
    return eventId <= handedUpTo;
  }

  void handed(long eventId) {
    handedUpTo = Math.max(handedUpTo, eventId);
  }

  long handedUpTo() {
    return handedUpTo;
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
