package io.parley.receipts.domain;

/** Finds messages of a conversation by their ids. */
final class MessageSearch {

  private MessageSearch() {}

  /**
   * The number of messages up to and including a position, which is the ordinal of the last of
   * them. The search goes from the newest message backwards in doubling steps, because most
   * receipts name a recent message. The newest message itself is found without a look at any
   * record.
   *
   * @param position an event id, not before {@link Conversation#goneId}
   */
  static long ordinalOf(OpenConversation conversation, long position) {
    long high = conversation.head.newest;
    long low = conversation.head.gone;
    if (position >= conversation.head.newestId) {
      return high;
    }
    for (long step = 1; high > low && idOf(conversation, high) > position; step *= 2) {
      long probe = Math.max(low, high - step);
      if (probe == low || idOf(conversation, probe) <= position) {
        return search(conversation, probe, high, position);
      }
      high = probe;
    }
    return high;
  }

  /** Binary search between an ordinal at or before the position and one after it. */
  private static long search(
      OpenConversation conversation, long atOrBefore, long after, long position) {
    long low = atOrBefore;
    long high = after;
    while (high - low > 1) {
      long middle = (low + high) >>> 1;
      if (idOf(conversation, middle) <= position) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  static long idOf(OpenConversation conversation, long ordinal) {
    Conversation head = conversation.head;
    if (ordinal == head.newest) {
      return head.newestId;
    }
    return head.tracks(ordinal) ? conversation.message(ordinal).id : head.goneId;
  }

  static boolean isFrom(OpenConversation conversation, long ordinal, String userId) {
    Conversation head = conversation.head;
    if (ordinal == head.newest && head.newest > 0) {
      return head.newestBy.equals(userId);
    }
    return head.tracks(ordinal) && conversation.message(ordinal).senderId.equals(userId);
  }
}
