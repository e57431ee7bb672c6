package io.parley.routing.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * The unfinished business of one user in one conversation: devices that have not acknowledged
 * everything, and a notification. The record is forgotten when both are finished.
 */
final class OpenConversation {

  final String conversationId;

  /** The newest event of the conversation that was routed to the user. */
  long newest;

  /**
   * A new device is not owed the events up to and including this one. The value is below {@code
   * newest} while the user has no device at all.
   */
  long base;

  /** When something last happened here, brokers' time. */
  long touchedAt;

  /** Whether it was read from the table of {@link OpenConversations}; not stored. */
  boolean inTable;

  final List<Mark> marks = new ArrayList<>(2);
  final PushState push = new PushState();

  OpenConversation(String conversationId, long base, long newest) {
    this.conversationId = conversationId;
    this.base = base;
    this.newest = newest;
  }

  Mark mark(int slot) {
    for (Mark mark : marks) {
      if (mark.slot == slot) {
        return mark;
      }
    }
    return null;
  }

  /** The event up to which a new device is owed nothing. */
  long owedAfter() {
    return marks.stream().mapToLong(mark -> mark.acked).min().orElse(base);
  }

  /** Drops the marks of devices that have acknowledged everything or are not known any more. */
  void settle(UserRecord user) {
    boolean hadMarks = !marks.isEmpty();
    marks.removeIf(mark -> mark.isSettled() || user.device(mark.slot) == null);
    if (hadMarks && marks.isEmpty()) {
      base = newest;
    }
  }

  boolean isOpen() {
    return !marks.isEmpty() || base < newest || push.isNeeded();
  }

  /** When the next deadline of this conversation is, or {@link Long#MAX_VALUE}. */
  long nextDue() {
    long next = push.pushAt == 0 ? Long.MAX_VALUE : push.pushAt;
    for (Mark mark : marks) {
      if (mark.dueAt != 0) {
        next = Math.min(next, mark.dueAt);
      }
    }
    return next;
  }
}
