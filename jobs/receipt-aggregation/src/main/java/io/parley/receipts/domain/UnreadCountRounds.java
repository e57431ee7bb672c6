package io.parley.receipts.domain;

/**
 * Writes the unread counts of all members after a new or deleted message. The writes wait some
 * seconds. By then most counts are back at the value that was written last, and such counts are not
 * written.
 *
 * <p>In a large conversation a round goes in steps. To write 100,000 members at once would hold up
 * every other conversation of the task. A count that changes during a round is written by the next
 * round, or with the user's own cursor.
 */
final class UnreadCountRounds {

  private final LedgerRules rules;

  UnreadCountRounds(LedgerRules rules) {
    this.rules = rules;
  }

  /**
   * Notes that a message was sent or deleted. A round is due some seconds from now at the earliest.
   */
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

  /**
   * A new run of the job has started. The next round is a time of the clock of the run before,
   * which may have been another machine's.
   */
  void restarted(Conversation head, long startedAt) {
    head.nextRound = Math.min(head.nextRound, startedAt + rules.coalesceUnread().toMillis());
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

  /**
   * Writes the unread counts of a small conversation, if its round is due. All its members lie in
   * one record, so a look at each of them costs no further read.
   */
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
