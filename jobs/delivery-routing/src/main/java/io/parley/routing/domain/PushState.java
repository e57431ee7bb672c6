package io.parley.routing.domain;

import java.util.ArrayDeque;
import java.util.Deque;

/** What one user is to be notified of in one conversation. {@link Pushes} decides. */
final class PushState {

  /**
   * The newest messages that no device has acknowledged, oldest first. A few are enough: a deletion
   * takes some away, and the newest that is left names the notification.
   */
  static final int MAX_UNSEEN = 4;

  final Deque<Unseen> unseen = new ArrayDeque<>();

  /** Messages of others since the user last read, as far as is known. */
  int unread;

  /** When a notification is due; 0 if none is held. */
  long pushAt;

  /** The newest message that was held when {@code pushAt} was set: it has waited since then. */
  long heldFor;

  /** No other notification before. */
  long quietUntil;

  /** The message of the notification that is out; 0 if none is. */
  long notified;

  boolean isNeeded() {
    return pushAt != 0 || notified != 0;
  }
}
