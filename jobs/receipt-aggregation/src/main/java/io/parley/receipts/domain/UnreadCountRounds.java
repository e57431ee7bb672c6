package io.parley.receipts.domain;

import io.parley.common.memory.Table;
import java.util.Set;

/**
 * Writes the badges of all members after a new or deleted message, in steps: a round over a group
 * of 100,000 at once would hold up every other conversation of the task.
 *
 * <p>What changes during a round is written by the next one, or where the user's own cursor moved,
 * by itself.
 */
final class UnreadCountRounds {

  private final LedgerRules rules;
  private final Table<Integer, String> seats;

  UnreadCountRounds(LedgerRules rules, Table<Integer, String> seats) {
    this.rules = rules;
    this.seats = seats;
  }

  /**
   * Starts a round or goes on with it, if it is time.
   *
   * @param writtenAnyway members whose badge this flush writes with their cursors
   * @param now processing time, milliseconds
   * @return whether there is more to write, at {@link Conversation#nextBadges}
   */
  boolean step(Conversation conversation, Updates updates, Set<String> writtenAnyway, long now) {
    if (now >= conversation.nextBadges) {
      if (conversation.roundSeat == 0 && conversation.badgesChanged) {
        conversation.badgesChanged = false;
        conversation.roundSeat = 1;
      }
      if (conversation.roundSeat > 0) {
        write(conversation, updates, writtenAnyway, now);
      }
    }
    return conversation.roundSeat > 0 || conversation.badgesChanged;
  }

  private void write(
      Conversation conversation, Updates updates, Set<String> writtenAnyway, long now) {
    int first = conversation.roundSeat;
    int end = Math.min(first + rules.badgesPerStep(), conversation.members + 1);
    for (int seat = first; seat < end; seat++) {
      String userId = seats.get(seat);
      if (!writtenAnyway.contains(userId)) {
        updates.badge(userId);
      }
    }
    conversation.roundSeat = end > conversation.members ? 0 : end;
    long written = Math.max(0, end - first);
    conversation.nextBadges = now + 1000 * written / rules.badgesPerSecond();
  }
}
