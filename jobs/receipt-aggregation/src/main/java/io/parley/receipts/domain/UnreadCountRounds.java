package io.parley.receipts.domain;

/**
 * Writes the unread counts of all members after a new or deleted message. They wait some seconds,
 * since most are back where they were by then, and those are not written.
 *
 * <p>In a large conversation a round goes in steps: all of 100,000 members at once would hold up
 * every other conversation of the task. What changes during a round is written by the next one, or
 * with the user's own cursor.
 */
final class UnreadCountRounds {

  private final LedgerRules rules;

  UnreadCountRounds(LedgerRules rules) {
    this.rules = rules;
  }

  /** A message was sent or deleted: a round is due, not before some seconds from now. */
  void due(Conversation head, long at, long now) {
    head.unreadEvents++;
    head.unreadAt = Math.max(head.unreadAt, at);
    if (!head.unreadChanged) {
      head.unreadChanged = true;
      if (head.roundIndex == 0) {
        head.nextRound = Math.max(head.nextRound, now + rules.coalesceUnread().toMillis());
      }
    }
  }

  /** Starts a round or goes on with it, if it is time. */
  void step(OpenConversation conversation, RowWriter rows, long now) {
    Conversation head = conversation.head;
    if (head.isSmall()) {
      small(conversation, rows, now);
      return;
    }
    if (!isPending(head) || now < head.nextRound) {
      return;
    }
    if (head.roundIndex == 0) {
      head.unreadChanged = false;
      head.roundIndex = 1;
    }
    int first = head.roundIndex;
    int end = Math.min(first + rules.unreadCountsPerStep(), head.members + 1);
    for (int index = first; index < end; index++) {
      rows.unreadCount(conversation.member(conversation.userAt(index)));
    }
    head.roundIndex = end > head.members ? 0 : end;
    head.nextRound = now + 1000L * Math.max(0, end - first) / rules.unreadCountsPerSecond();
    if (head.roundIndex == 0 && head.unreadChanged) {
      head.nextRound = Math.max(head.nextRound, now + rules.coalesceUnread().toMillis());
    }
  }

  /** All members lie in one record, so it shows at once whether there is anything to write. */
  private static void small(OpenConversation conversation, RowWriter rows, long now) {
    Conversation head = conversation.head;
    head.roundIndex = 0;
    if (!head.unreadChanged) {
      return;
    }
    boolean behind = false;
    for (String userId : conversation.users()) {
      Member member = conversation.member(userId);
      if (rows.unreadIsBehind(member)) {
        if (now >= head.nextRound) {
          rows.unreadCount(member);
        } else {
          behind = true;
        }
      }
    }
    head.unreadChanged = behind;
  }

  static boolean isPending(Conversation head) {
    return head.roundIndex > 0 || head.unreadChanged;
  }
}
