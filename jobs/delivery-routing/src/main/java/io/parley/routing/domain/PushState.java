package io.parley.routing.domain;

import java.util.ArrayDeque;
import java.util.Deque;

/** The notification of one user in one conversation. {@link Pushes} decides about it. */
final class PushState {

  /**
   * The newest messages that no device has acknowledged, oldest first. A few are enough. A deletion
   * takes some of them away, and the newest of the others names the notification.
   */
  static final int MAX_UNSEEN = 4;

  final Deque<Unseen> unseen = new ArrayDeque<>();

  /** Messages of others since the user last read, as far as is known. */
  int unread;

  /** When the held notification is due; 0 if no notification is held. */
  long pushAt;

  /** The newest message that was held when {@code pushAt} was set. It has waited since then. */
  long heldFor;

  /** No further notification goes out before this time. */
  long quietUntil;

  /** The message of the notification that was sent and not cleared; 0 without one. */
  long notified;

  boolean isNeeded() {
    return pushAt != 0 || notified != 0;
  }
}
