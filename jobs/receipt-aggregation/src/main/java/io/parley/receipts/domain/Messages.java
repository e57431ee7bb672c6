package io.parley.receipts.domain;

import java.util.Arrays;

/** The messages in state: finds, marks and drops them. */
final class Messages {

  private final LedgerState books;

  Messages(LedgerState books) {
    this.books = books;
  }

  /**
   * The number of messages up to and including a position: the ordinal of the last of them. Binary
   * search from the newest message backwards in doubling steps, since most receipts name a recent
   * one.
   *
   * @param position an event id, not before {@link Conversation#goneId}
   */
  long ordinalOf(Conversation conversation, long position) {
    long high = conversation.newest;
    long low = conversation.gone;
    for (long step = 1; high > low && idAt(high) > position; step *= 2) {
      long probe = Math.max(low, high - step);
      if (probe == low || idAt(probe) <= position) {
        return search(probe, high, position);
      }
      high = probe;
    }
    return high;
  }

  /** Between an ordinal at or before the position and one after it. */
  private long search(long atOrBefore, long after, long position) {
    while (after - atOrBefore > 1) {
      long middle = (atOrBefore + after) >>> 1;
      if (idAt(middle) <= position) {
        atOrBefore = middle;
      } else {
        after = middle;
      }
    }
    return atOrBefore;
  }

  private long idAt(long ordinal) {
    return books.messages().get(ordinal).id;
  }

  long idOf(Conversation conversation, long ordinal) {
    return conversation.tracks(ordinal) ? idAt(ordinal) : conversation.goneId;
  }

  boolean isFrom(Conversation conversation, long ordinal, String userId) {
    return conversation.tracks(ordinal) && books.messages().get(ordinal).senderId.equals(userId);
  }

  /** Returns false if there is no such message in state, or it is deleted already. */
  boolean markDeleted(Conversation conversation, long ordinal, long messageId) {
    TrackedMessage message = conversation.tracks(ordinal) ? books.messages().get(ordinal) : null;
    if (message == null || message.id != messageId || message.deleted) {
      return false;
    }
    message.deleted = true;
    books.messages().put(ordinal, message);
    long[] deleted = Arrays.copyOf(conversation.deleted, conversation.deleted.length + 1);
    deleted[deleted.length - 1] = ordinal;
    Arrays.sort(deleted);
    conversation.deleted = deleted;
    return true;
  }

  void dropOldest(Conversation conversation, TrackedMessage oldest) {
    long ordinal = ++conversation.gone;
    conversation.goneId = oldest.id;
    books.messages().remove(ordinal);
    if (oldest.deleted) {
      conversation.deleted =
          Arrays.copyOfRange(conversation.deleted, 1, conversation.deleted.length);
    }
  }

  /** Deleted messages in state after an ordinal. */
  static int deletedAfter(Conversation conversation, long ordinal) {
    int index = Arrays.binarySearch(conversation.deleted, ordinal);
    return conversation.deleted.length - (index >= 0 ? index + 1 : -index - 1);
  }
}
