package io.parley.receipts.domain;

/**
 * Removes messages from the state, the oldest first. A message is removed some time after all have
 * read it, or at the horizon. The times are event time, rounded up to the minute, so that one timer
 * serves all messages of a minute.
 */
final class Expiry {

  private static final long MINUTE = 60_000;

  private final LedgerRules rules;
  private final PendingReceipts pending;
  private final LedgerObserver observer;

  Expiry(LedgerRules rules, PendingReceipts pending, LedgerObserver observer) {
    this.rules = rules;
    this.pending = pending;
    this.observer = observer;
  }

  void run(OpenConversation conversation, RowWriter rows, long now) {
    Conversation head = conversation.head;
    while (head.newest > head.gone && leavesAt(conversation.message(head.gone + 1)) <= now) {
      dropOldest(conversation, rows);
    }
    conversation.oldestIsKnown();
  }

  /**
   * Removes the oldest message. A removed message is never written again, so its changes are
   * written before.
   */
  void dropOldest(OpenConversation conversation, RowWriter rows) {
    long ordinal = conversation.head.gone + 1;
    rows.message(ordinal);
    TrackedMessage message = conversation.message(ordinal);
    if (message.isDone()) {
      conversation.deletions.forget(ordinal);
    } else {
      observer.agedOut();
    }
    conversation.head.goneId = message.id;
    conversation.removeOldest();
  }

  /**
   * The event time of the next look; {@code Long.MAX_VALUE} if no message needs one. A message that
   * has just been sent will probably be read soon, so its first look is not at the horizon.
   */
  long next(OpenConversation conversation) {
    Conversation head = conversation.head;
    long next = pending.nextExpiry(head);
    if (head.newest == head.gone || !conversation.oldestMayLeaveEarlier()) {
      return next;
    }
    TrackedMessage oldest = conversation.message(head.gone + 1);
    long leaves = leavesAt(oldest);
    if (!conversation.isOldestKnown() && head.expiryTimer == 0) {
      leaves = Math.min(leaves, roundUp(oldest.createdAt + rules.settle().toMillis()) + MINUTE);
    }
    return Math.min(next, leaves);
  }

  private long leavesAt(TrackedMessage message) {
    long aged = message.createdAt + rules.horizon().toMillis();
    long settled = message.touchedAt + rules.settle().toMillis();
    return roundUp(message.isDone() ? Math.min(aged, settled) : aged);
  }

  private static long roundUp(long time) {
    return (time + MINUTE - 1) / MINUTE * MINUTE;
  }
}
