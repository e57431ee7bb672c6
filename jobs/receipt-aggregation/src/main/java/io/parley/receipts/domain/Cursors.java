package io.parley.receipts.domain;

import io.parley.receipts.domain.Member.MembershipInterval;

/**
 * Advances the cursors of users and counts the messages that they pass. The messages are counted in
 * steps, because a user who comes back after 10,000 messages must not hold up other conversations.
 */
final class Cursors {

  /** The most messages that one call counts. */
  static final int STEP = 1_000;

  /**
   * The most unfinished advances of a conversation. Beyond this number they are finished at once.
   */
  private static final int MOST_UNFINISHED = 64;

  private final LedgerObserver observer;

  Cursors(LedgerObserver observer) {
    this.observer = observer;
  }

  /**
   * Applies a receipt that reaches a message. The cursors move at once, and then the messages are
   * counted.
   *
   * @param id of the last message that the user received up to there
   */
  void receipt(OpenConversation conversation, Member member, Advance advance, long id) {
    boolean moved = member.delivered.advance(advance.ordinal(), id, advance.at());
    if (advance.read()) {
      moved |= member.read.advance(advance.ordinal(), id, advance.at());
    }
    reach(conversation, member, advance);
    if (moved) {
      conversation.list(member);
    }
  }

  /**
   * Applies a message of a member, who has thereby read everything before it. Their published
   * cursors move to the newest message of other senders in this membership interval.
   */
  void sent(OpenConversation conversation, Member sender, EventFact message) {
    Conversation head = conversation.head;
    if (head.otherOrdinal > sender.last().from) {
      boolean deliveredMoved = moveTo(sender.delivered, head.otherOrdinal, head.otherId);
      boolean readMoved = moveTo(sender.read, head.otherOrdinal, head.otherId);
      if (deliveredMoved || readMoved) {
        conversation.list(sender);
      }
    }
    reach(conversation, sender, new Advance(sender.userId, head.newest, true, message.at()));
  }

  private static boolean moveTo(Member.Cursor cursor, long ordinal, long id) {
    return ordinal > cursor.ordinal && cursor.advance(ordinal, id, 0);
  }

  private void reach(OpenConversation conversation, Member member, Advance advance) {
    conversation.changed(member);
    member.delivered.reached = Math.max(member.delivered.reached, advance.ordinal());
    if (advance.read()) {
      member.read.reached = Math.max(member.read.reached, advance.ordinal());
    }
    Conversation head = conversation.head;
    boolean waits = head.unfinished.stream().anyMatch(a -> a.userId().equals(member.userId));
    if (waits && head.unfinished.size() < MOST_UNFINISHED) {
      head.unfinished.add(advance);
      return;
    }
    if (waits) {
      count(conversation, Integer.MAX_VALUE);
    }
    int most = head.unfinished.size() < MOST_UNFINISHED ? STEP : Integer.MAX_VALUE;
    if (count(conversation, member, advance, most) > most) {
      head.unfinished.add(advance);
    }
  }

  /** Counts messages of unfinished advances, oldest first. Returns whether some are left. */
  boolean count(OpenConversation conversation, int most) {
    Conversation head = conversation.head;
    int left = most;
    while (left > 0 && !head.unfinished.isEmpty()) {
      Advance oldest = head.unfinished.get(0);
      Member member = conversation.member(oldest.userId());
      int counted = count(conversation, member, oldest, left);
      if (counted <= left) {
        head.unfinished.remove(0);
      }
      left -= counted;
      conversation.changed(member);
    }
    return !head.unfinished.isEmpty();
  }

  /**
   * Counts the oldest messages for all unfinished advances, because these messages are about to
   * leave the state.
   */
  void countOldest(OpenConversation conversation, int messages) {
    for (Advance advance : conversation.head.unfinished) {
      Member member = conversation.member(advance.userId());
      count(conversation, member, advance, messages);
      conversation.changed(member);
    }
  }

  /**
   * Counts messages. Returns how many were looked at, or more than {@code most} if some are left.
   */
  private int count(OpenConversation conversation, Member member, Advance advance, int most) {
    Member.Cursor cursor = advance.read() ? member.read : member.delivered;
    if (advance.at() < member.delivered.newestPass) {
      correct(conversation, member, advance, false);
    }
    if (advance.read() && advance.at() < member.read.newestPass) {
      correct(conversation, member, advance, true);
    }
    int looks = 0;
    for (MembershipInterval interval : member.intervals) {
      long last = Math.min(advance.ordinal(), interval.to);
      long first = Math.max(Math.max(conversation.head.gone, cursor.passed), interval.from) + 1;
      for (long ordinal = first; ordinal <= last; ordinal++) {
        if (++looks > most) {
          return looks;
        }
        pass(conversation, member, ordinal, advance);
        passed(member, ordinal, advance);
      }
    }
    passed(member, advance.ordinal(), advance);
    return looks;
  }

  private static void passed(Member member, long ordinal, Advance advance) {
    member.delivered.passedUpTo(ordinal, advance.at());
    if (advance.read()) {
      member.read.passedUpTo(ordinal, advance.at());
    }
  }

  private void pass(OpenConversation conversation, Member member, long ordinal, Advance advance) {
    TrackedMessage message = conversation.message(ordinal);
    if (message.isFrom(member)) {
      return;
    }
    long at = message.notBefore(advance.at());
    if (ordinal > member.delivered.passed) {
      pass(conversation, member, message, false, at);
    }
    if (advance.read() && ordinal > member.read.passed) {
      pass(conversation, member, message, true, at);
    }
    conversation.list(ordinal, message);
  }

  private void pass(
      OpenConversation conversation, Member member, TrackedMessage message, boolean read, long at) {
    message.pass(member.number, read, at);
    observer.passed(conversation.head.kind, read, at, at - message.createdAt);
  }

  /**
   * Corrects times after an older receipt has come later. It sets earlier times for messages that
   * were passed before. The time at which a user passed a message never falls from one message to
   * the next. So the search goes backwards and ends with the first message that needs no
   * correction. It also ends with a message that the user had sent by then, because sending it has
   * passed all messages before it.
   */
  private static void correct(
      OpenConversation conversation, Member member, Advance advance, boolean read) {
    long end = Math.min(advance.ordinal(), read ? member.read.passed : member.delivered.passed);
    end = Math.min(end, conversation.head.newestWithReceipts);
    for (int i = member.intervals.size() - 1; i >= 0; i--) {
      MembershipInterval interval = member.intervals.get(i);
      long first = Math.max(conversation.head.gone, interval.from) + 1;
      for (long ordinal = Math.min(end, interval.to); ordinal >= first; ordinal--) {
        TrackedMessage message = conversation.message(ordinal);
        long known = message.timeOf(member.number, read);
        if (known > message.notBefore(advance.at())) {
          message.correct(member.number, read, message.notBefore(advance.at()));
          conversation.list(ordinal, message);
        } else if (known > 0 ? known <= advance.at() : message.isSentBy(member, advance.at())) {
          return;
        }
      }
    }
  }
}
