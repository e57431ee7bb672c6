package io.parley.routing.domain;

/**
 * Where one device stands in one conversation in which it has not acknowledged everything. A device
 * without a mark has.
 */
final class Mark {

  final int slot;

  /** The device has acknowledged everything up to and including this event. */
  long acked;

  /** The newest event that the device has to acknowledge. */
  long upTo;

  Phase phase = Phase.WAITING;

  /** LIVE: how many events went out since the device last got further. */
  int inFlight;

  /** SYNCING: SYNCs since the device last got further. */
  int attempt;

  /** SYNCING: the end of the SYNC that is under way; 0 if it has yet to be sent. */
  long syncUpTo;

  /** When the next SYNC is due unless the device gets further; 0 for never. */
  long dueAt;

  Mark(int slot, long acked, long upTo) {
    this.slot = slot;
    this.acked = acked;
    this.upTo = upTo;
  }

  boolean isComplete() {
    return acked >= upTo;
  }

  void waits() {
    phase = Phase.WAITING;
    attempt = 0;
    inFlight = 0;
    syncUpTo = 0;
    dueAt = 0;
  }

  /** Events are under way, and the device has until then to acknowledge. */
  void live(int events, long due) {
    phase = Phase.LIVE;
    inFlight = events;
    syncUpTo = 0;
    dueAt = due;
  }

  /** The next SYNC is due then. */
  void syncsAt(long due) {
    phase = Phase.SYNCING;
    attempt = 0;
    inFlight = 0;
    syncUpTo = 0;
    dueAt = due;
  }
}
