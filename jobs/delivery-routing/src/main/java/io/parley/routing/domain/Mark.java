package io.parley.routing.domain;

/**
 * The progress of one device in one conversation in which it has not acknowledged everything. A
 * device that has acknowledged everything has no mark.
 */
final class Mark {

  final int slot;

  /** The device has acknowledged everything up to and including this event. */
  long acked;

  /** The newest event that the device has to acknowledge. */
  long upTo;

  Phase phase = Phase.WAITING;

  /** LIVE: how many events went out since the device last acknowledged one. */
  int inFlight;

  /** SYNCING: how many SYNCs went out since the device last acknowledged an event. */
  int attempt;

  /** SYNCING: the end of the SYNC that is under way; 0 if it has yet to be sent. */
  long syncUpTo;

  /** When the next SYNC is due unless the device acknowledges an event; 0 for never. */
  long dueAt;

  Mark(int slot, long acked, long upTo) {
    this.slot = slot;
    this.acked = acked;
    this.upTo = upTo;
  }

  boolean isComplete() {
    return acked >= upTo;
  }

  /**
   * The user joins again. What the device had not acknowledged is not owed any more, because a SYNC
   * of it would also hand out what was said while the user was away.
   */
  void beginsAfter(long eventId) {
    acked = eventId;
    attempt = 0;
  }

  void waits() {
    phase = Phase.WAITING;
    attempt = 0;
    inFlight = 0;
    syncUpTo = 0;
    dueAt = 0;
  }

  /** Makes the mark LIVE. The device has until {@code due} to acknowledge. */
  void live(int events, long due) {
    phase = Phase.LIVE;
    inFlight = events;
    syncUpTo = 0;
    dueAt = due;
  }

  /** Makes the mark SYNCING. The next SYNC is due at {@code due}. */
  void syncsAt(long due) {
    phase = Phase.SYNCING;
    attempt = 0;
    inFlight = 0;
    syncUpTo = 0;
    dueAt = due;
  }
}
