package io.parley.receipts.domain;

import java.util.Set;

/**
 * Keeps the books of one conversation: applies events in their order and receipts in any, and knows
 * what has changed since the last flush.
 *
 * <p>The decision of the job, without Flink. Cost: a receipt costs the messages it passes (each
 * user passes a message once), plus a binary search; an event costs the members it changes and the
 * receipts that wait for it. Nothing is written before {@link #flush}.
 *
 * <p>A replayed event (at or below the high-water mark) is dropped: ingest repeats its events to
 * the byte, so the job may read them before they are committed.
 *
 * <p>Not thread safe; one instance serves all conversations of a task, one after the other.
 */
public final class Ledger {

  private final LedgerRules rules;
  private final LedgerState books;
  private final LedgerObserver observer;
  private final Changes changes;
  private final Messages messages;
  private final Cursors cursors;
  private final PendingReceipts waitingRoom;
  private final MemberIndex seats;
  private final UnreadCountRounds badgeRounds;

  public Ledger(LedgerRules rules, LedgerState books, LedgerObserver observer) {
    this.rules = rules;
    this.books = books;
    this.observer = observer;
    this.messages = new Messages(books);
    this.changes = new Changes(books);
    this.cursors = new Cursors(books, changes, observer);
    this.waitingRoom = new PendingReceipts(rules, books.waiting(), observer);
    this.seats = new MemberIndex(books, changes);
    this.badgeRounds = new UnreadCountRounds(rules, books.seats());
  }

  /** Applies an event and the receipts that waited for it. */
  public void event(Conversation conversation, EventFact event) {
    if (conversation.isReplay(event)) {
      observer.replayedEvent();
      return;
    }
    conversation.highWater = event.eventId();
    switch (event.kind()) {
      case SENT -> sent(conversation, event);
      case DELETED -> deleted(conversation, event);
      case MEMBERS_CHANGED -> membersChanged(conversation, event);
      case OTHER -> {}
    }
    if (conversation.waiting > 0) {
      waitingRoom.release(conversation).forEach(receipt -> apply(conversation, receipt));
    }
  }

  /** Applies a receipt, or lets it wait for its event. */
  public void receipt(Conversation conversation, ReceiptFact receipt) {
    if (receipt.position() > conversation.highWater) {
      waitingRoom.admit(conversation, receipt);
    } else {
      apply(conversation, receipt);
    }
  }

  /**
   * A receipt counts if its user was a member when the message it names was sent. Where it names
   * another event, it means the last message before it that the user received. Either depends on
   * the events up to the position alone, so the answer is the same whenever the receipt comes.
   */
  private void apply(Conversation conversation, ReceiptFact receipt) {
    if (receipt.position() < conversation.goneId) {
      observer.rejected(Rejection.TOO_OLD);
      return;
    }
    long named = messages.ordinalOf(conversation, receipt.position());
    boolean isMessage = messages.idOf(conversation, named) == receipt.position();
    Member member = books.members().get(receipt.userId());
    long reached = member == null ? 0 : member.lastReceived(named);
    if (reached == 0 || (isMessage && reached < named)) {
      observer.rejected(Rejection.NOT_A_MEMBER);
    } else if (reached < conversation.gone) {
      observer.rejected(Rejection.TOO_OLD);
    } else if (isMessage && messages.isFrom(conversation, named, receipt.userId())) {
      observer.rejected(Rejection.OWN_MESSAGE);
    } else {
      long id = messages.idOf(conversation, reached);
      cursors.advance(
          conversation,
          member,
          new Cursors.Reach(receipt.userId(), reached, id, receipt.read(), receipt.at()));
      observer.accepted(receipt.read());
    }
  }

  private void sent(Conversation conversation, EventFact event) {
    Member sender = books.members().get(event.senderId());
    boolean isMember = sender != null && sender.isMember();
    int recipients = conversation.members - (isMember ? 1 : 0);
    long ordinal = ++conversation.newest;
    TrackedMessage message =
        new TrackedMessage(event, recipients, recipients <= rules.passagesUpTo());
    books.messages().put(ordinal, message);
    changes.message(conversation, ordinal);
    badgesChanged(conversation, event.at());
    observer.sent(conversation.kind, event.at());
    if (isMember) { // Sending implies having read.
      cursors.advance(
          conversation,
          sender,
          new Cursors.Reach(event.senderId(), ordinal, event.messageId(), true, event.at()));
    }
  }

  private void deleted(Conversation conversation, EventFact event) {
    long ordinal = messages.ordinalOf(conversation, event.messageId());
    if (messages.markDeleted(conversation, ordinal, event.messageId())) {
      badgesChanged(conversation, event.at());
    }
  }

  private static void badgesChanged(Conversation conversation, long at) {
    conversation.badgeEvents++;
    conversation.badgeAt = Math.max(conversation.badgeAt, at);
    conversation.badgesChanged = true;
    conversation.changed = true;
  }

  private void membersChanged(Conversation conversation, EventFact event) {
    conversation.kind = event.conversationKind();
    for (String userId : event.joined()) {
      Member member = books.members().get(userId);
      if (member == null) {
        member = new Member();
      } else if (member.isMember()) {
        continue;
      } else {
        conversation.former--;
        books.former().remove(userId);
      }
      member.join(conversation, event.at());
      seats.take(conversation, userId, member);
      put(conversation, userId, member);
    }
    for (String userId : event.left()) {
      Member member = books.members().get(userId);
      if (member == null || !member.isMember()) {
        continue;
      }
      member.leave(conversation, event.at());
      seats.leave(conversation, member);
      conversation.former++;
      books.former().put(userId, member.last().to);
      put(conversation, userId, member);
    }
  }

  private void put(Conversation conversation, String userId, Member member) {
    books.members().put(userId, member);
    changes.member(conversation, userId);
  }

  /**
   * Writes what has changed since the last flush, absolute values only.
   *
   * @param now processing time, milliseconds
   * @return when to flush again for badges that must wait (processing time, at least the coalescing
   *     time from now), 0 if everything is written
   */
  public long flush(
      String conversationId, Conversation conversation, LedgerOutput output, long now) {
    Updates updates = new Updates(conversationId, conversation, books, output);
    changes.messages(conversation).forEach(updates::message);
    Set<String> changedMembers = changes.members(conversation);
    boolean badgesWait = badgeRounds.step(conversation, updates, changedMembers, now);
    changedMembers.forEach(updates::member);
    changes.clear(conversation);
    while (conversation.newest - conversation.gone > rules.messagesPerConversation()) {
      dropOldest(conversation);
    }
    return badgesWait ? Math.max(conversation.nextBadges, now + rules.coalesce().toMillis()) : 0;
  }

  /**
   * Clears what has expired by event time. Flush first: what leaves is written no more.
   *
   * @param now event time (the watermark), milliseconds since 1970
   */
  public void expire(Conversation conversation, long now) {
    while (conversation.newest > conversation.gone && expiryOfOldest(conversation) <= now) {
      dropOldest(conversation);
    }
    if (conversation.former > 0) {
      cursors.dropFormer(conversation);
    }
    waitingRoom.expire(conversation, now);
  }

  private void dropOldest(Conversation conversation) {
    TrackedMessage message = books.messages().get(conversation.gone + 1);
    if (!message.isDone()) {
      observer.agedOut();
      if (message.deleted) {
        cursors.carryDeleted(conversation.gone + 1);
      }
    }
    messages.dropOldest(conversation, message);
  }

  /**
   * When {@link #expire} has something to do next (event time), {@code Long.MAX_VALUE} if never.
   */
  public long nextExpiry(Conversation conversation) {
    long next = waitingRoom.nextExpiry(conversation);
    if (conversation.newest > conversation.gone) {
      return Math.min(next, expiryOfOldest(conversation));
    }
    return conversation.former > 0 ? 0 : next;
  }

  private long expiryOfOldest(Conversation conversation) {
    TrackedMessage oldest = books.messages().get(conversation.gone + 1);
    long aged = oldest.createdAt + rules.horizon().toMillis();
    return oldest.isDone() ? Math.min(aged, oldest.touchedAt + rules.settle().toMillis()) : aged;
  }
}
