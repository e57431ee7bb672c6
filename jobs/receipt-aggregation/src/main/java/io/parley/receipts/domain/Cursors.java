package io.parley.receipts.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Advances the cursors of users and counts the messages they pass. */
final class Cursors {

  private final LedgerState books;
  private final Changes changes;
  private final LedgerObserver observer;

  Cursors(LedgerState books, Changes changes, LedgerObserver observer) {
    this.books = books;
    this.changes = changes;
    this.observer = observer;
  }

  /**
   * How far a receipt reaches.
   *
   * @param ordinal number of messages up to its position
   * @param id of the last of them
   * @param read READ implies DELIVERED
   * @param at its time
   */
  record Reach(String userId, long ordinal, long id, boolean read, long at) {}

  /**
   * Moves the member's cursors and counts each message passed for which the user is a recipient. A
   * cursor that moves nowhere may still bring an earlier time for messages passed before.
   */
  void advance(Conversation conversation, Member member, Reach reach) {
    boolean changed = advance(conversation, member, member.delivered, reach, false);
    if (reach.read()) {
      if (reach.ordinal() > member.read.ordinal) {
        member.goneDeleted = 0;
      }
      changed |= advance(conversation, member, member.read, reach, true);
    }
    if (changed) {
      books.members().put(reach.userId(), member);
      changes.member(conversation, reach.userId());
    }
  }

  private boolean advance(
      Conversation conversation, Member member, Member.Cursor cursor, Reach reach, boolean read) {
    boolean mayCorrect = reach.at() < cursor.at;
    long after = mayCorrect ? conversation.gone : Math.max(conversation.gone, cursor.ordinal);
    for (Member.MembershipInterval interval : member.intervals) {
      long last = Math.min(reach.ordinal(), interval.to);
      for (long ordinal = Math.max(after, interval.from) + 1; ordinal <= last; ordinal++) {
        pass(conversation, ordinal, reach, read, ordinal > cursor.ordinal);
      }
    }
    return cursor.advance(reach.ordinal(), reach.id(), reach.at());
  }

  private void pass(
      Conversation conversation, long ordinal, Reach reach, boolean read, boolean first) {
    TrackedMessage message = books.messages().get(ordinal);
    if (message.senderId.equals(reach.userId())) {
      return;
    }
    // Two brokers' clocks: a receipt cannot be older than its message.
    long at = Math.max(reach.at(), message.createdAt);
    if (first) {
      message.pass(reach.userId(), read, at);
      observer.passed(conversation.kind, read, at, at - message.createdAt);
    } else if (!message.correct(reach.userId(), read, at)) {
      return;
    }
    books.messages().put(ordinal, message);
    changes.message(conversation, ordinal);
  }

  /** A deleted message leaves the state: who has not read past it must remember it. */
  void carryDeleted(long ordinal) {
    List<Map.Entry<String, Member>> behind = new ArrayList<>();
    for (Map.Entry<String, Member> entry : books.members().entries()) {
      if (entry.getValue().isMember() && entry.getValue().unreadFrom() < ordinal) {
        behind.add(Map.entry(entry.getKey(), entry.getValue()));
      }
    }
    for (Map.Entry<String, Member> entry : behind) {
      entry.getValue().goneDeleted++;
      books.members().put(entry.getKey(), entry.getValue());
    }
  }

  /** Forgets who has left, once the last message of his or her time has left the state. */
  void dropFormer(Conversation conversation) {
    List<String> forgotten = new ArrayList<>();
    for (Map.Entry<String, Long> entry : books.former().entries()) {
      if (entry.getValue() <= conversation.gone) {
        forgotten.add(entry.getKey());
      }
    }
    for (String userId : forgotten) {
      books.former().remove(userId);
      books.members().remove(userId);
    }
    conversation.former -= forgotten.size();
  }
}
