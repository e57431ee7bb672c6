package io.parley.receipts.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the next flush has to write: messages and users whose rows are behind.
 *
 * <p>A few of them lie in the conversation's own record, which is read and written anyway. Only
 * what does not fit there goes to the tables: each of these costs RocksDB an iterator a flush, and
 * a file a checkpoint.
 */
final class Changes {

  /** Of messages, and of users, in the conversation's record. */
  static final int INLINE = 16;

  private final LedgerState books;

  Changes(LedgerState books) {
    this.books = books;
  }

  void message(Conversation conversation, long ordinal) {
    conversation.changed = true;
    long[] inline = conversation.changedMessages;
    for (long known : inline) {
      if (known == ordinal) {
        return;
      }
    }
    if (inline.length < INLINE) {
      long[] longer = Arrays.copyOf(inline, inline.length + 1);
      longer[inline.length] = ordinal;
      conversation.changedMessages = longer;
    } else {
      books.changedMessages().put(ordinal, true);
      conversation.changesAreInline = false;
    }
  }

  void member(Conversation conversation, String userId) {
    conversation.changed = true;
    String[] inline = conversation.changedMembers;
    for (String known : inline) {
      if (known.equals(userId)) {
        return;
      }
    }
    if (inline.length < INLINE) {
      String[] longer = Arrays.copyOf(inline, inline.length + 1);
      longer[inline.length] = userId;
      conversation.changedMembers = longer;
    } else {
      books.changedMembers().put(userId, true);
      conversation.changesAreInline = false;
    }
  }

  List<Long> messages(Conversation conversation) {
    List<Long> all = new ArrayList<>();
    for (long ordinal : conversation.changedMessages) {
      all.add(ordinal);
    }
    if (!conversation.changesAreInline) {
      for (Map.Entry<Long, Boolean> entry : books.changedMessages().entries()) {
        all.add(entry.getKey());
      }
    }
    return all;
  }

  Set<String> members(Conversation conversation) {
    Set<String> all = new LinkedHashSet<>(List.of(conversation.changedMembers));
    if (!conversation.changesAreInline) {
      for (Map.Entry<String, Boolean> entry : books.changedMembers().entries()) {
        all.add(entry.getKey());
      }
    }
    return all;
  }

  /** Everything is written. */
  void clear(Conversation conversation) {
    conversation.changed = false;
    conversation.changedMessages = new long[0];
    conversation.changedMembers = new String[0];
    if (!conversation.changesAreInline) {
      books.changedMessages().clear();
      books.changedMembers().clear();
      conversation.changesAreInline = true;
    }
  }
}
