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

  /** Whether nothing is awaited and nothing has to be sent. */
  boolean isSettled() {
    return isComplete() && phase != Phase.UNSUBSCRIBING;
  }

  /** Whether a SYNC has to be sent and waits for its time. */
  boolean isPutOff() {
    return phase == Phase.UNSUBSCRIBING || (phase == Phase.SYNCING && syncUpTo == 0);
  }

  /**
   * The user joins again. What the device had not acknowledged is not owed any more, because a SYNC
   * of it would also hand out what was said while the user was away.
   */
  void beginsAfter(long eventId) {
    acked = eventId;
    attempt = 0;
    inFlight = 0;
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
    putOff(Phase.SYNCING, due);
  }

  /** Makes the mark UNSUBSCRIBING. The SYNC is due at {@code due}. */
  void unsubscribesAt(long due) {
    putOff(Phase.UNSUBSCRIBING, due);
  }

  private void putOff(Phase next, long due) {
    phase = next;
    attempt = 0;
    inFlight = 0;
    syncUpTo = 0;
    dueAt = due;
  }
}
