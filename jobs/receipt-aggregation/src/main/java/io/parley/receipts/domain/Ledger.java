package io.parley.receipts.domain;

import io.parley.receipts.domain.EventFact.MembershipChange;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The job's decisions about receipts, without Flink. It applies the events of a conversation in
 * their order and its receipts in any order, and writes the rows that have changed.
 *
 * <p>A receipt costs one step for each message that it passes, plus a binary search. Each user
 * passes a message once. An event costs one step for each member that it changes and for each
 * receipt that waits for it. Nothing is written before {@link #flush}.
 *
 * <p>An event at or below the high-water mark is a replay and is dropped. Ingest repeats its events
 * byte for byte, so the job may read them before they are committed.
 *
 * <p><b>An unread count that changes back</b> before it is written is not written. After a crash
 * this rule alone would be wrong, because the previous run may have written the intermediate value
 * and this run does not know of it. So changes by an input that is older than this run are always
 * written. An input counts as older if it is dated before {@link #OVERLAP} after the start, because
 * a process that was believed dead may go on for a while. It also counts as older if it is read
 * within {@link #OVERLAP} after the start, whatever its date: the brokers' clocks, and the ids, may
 * be ahead of this machine's clock, and a run begins with what the previous run had read.
 *
 * <p>Not thread safe; one instance serves all conversations of a task, one after the other.
 */
public final class Ledger {

  static final Duration OVERLAP = Duration.ofMinutes(2);

  /** The most messages, and the most members, that one flush writes. The next flush goes on. */
  private static final int MESSAGES_OF_A_FLUSH = 1_000;

  private static final int MEMBERS_OF_A_FLUSH = 2_000;

  private final LedgerRules rules;
  private final LedgerState state;
  private final LedgerObserver observer;
  private final long startedAt;
  private final Cursors cursors;
  private final PendingReceipts pending;
  private final MemberIndex memberIndex = new MemberIndex();
  private final UnreadCountRounds rounds;
  private final Expiry expiry;

  /**
   * @param startedAt when this run of the job started, milliseconds since 1970
   */
  public Ledger(LedgerRules rules, LedgerState state, LedgerObserver observer, long startedAt) {
    this.rules = rules;
    this.state = state;
    this.observer = observer;
    this.startedAt = startedAt;
    this.cursors = new Cursors(observer);
    this.pending = new PendingReceipts(rules, state, observer);
    this.rounds = new UnreadCountRounds(rules);
    this.expiry = new Expiry(rules, pending, observer);
  }

  /** Applies an event and the receipts that waited for it. */
  public void event(EventFact event, LedgerTimers timers) {
    OpenConversation conversation = open(event.conversationId());
    Conversation head = conversation.head;
    if (head.isReplay(event)) {
      observer.replayedEvent();
      return;
    }
    checkSequence(head, event);
    head.highWater = event.eventId();
    head.lastSequence = event.sequence();
    head.writeAll |= isOlderThanThisRun(event.at(), timers.now());
    switch (event.kind()) {
      case SENT -> sent(conversation, event, timers.now());
      case DELETED -> deleted(conversation, event, timers.now());
      case MEMBERS_CHANGED -> membersChanged(conversation, event);
      case OTHER -> {}
    }
    pending.release(
        conversation, event.eventId(), receipt -> apply(conversation, receipt, timers.now()));
    boolean urgent = conversation.messagesTouched() || event.kind() != EventFact.Kind.SENT;
    close(conversation, urgent ? rules.coalesce() : rules.coalesceUnread(), timers);
  }

  /** Applies a receipt, or lets it wait for its event. */
  public void receipt(ReceiptFact receipt, LedgerTimers timers) {
    OpenConversation conversation = open(receipt.conversationId());
    if (receipt.position() > conversation.head.highWater) {
      pending.admit(conversation, receipt);
    } else {
      apply(conversation, receipt, timers.now());
    }
    close(conversation, rules.coalesce(), timers);
  }

  /** Writes what has changed since the last flush. Called by the processing-time timer. */
  public void flush(String conversationId, LedgerOutput output, LedgerTimers timers) {
    OpenConversation conversation = open(conversationId);
    conversation.head.flushTimer = 0;
    write(conversation, output, timers.now());
    close(conversation, rules.coalesce(), timers);
  }

  /**
   * Clears what has expired, after writing it. Called by the event-time timer.
   *
   * @param now event time (the watermark), milliseconds since 1970
   */
  public void expire(String conversationId, long now, LedgerOutput output, LedgerTimers timers) {
    OpenConversation conversation = open(conversationId);
    conversation.head.expiryTimer = 0;
    pending.expire(conversation, now, receipt -> apply(conversation, receipt, timers.now()));
    while (cursors.count(conversation, Cursors.STEP)) {
      // What leaves the state must be counted before.
    }
    expiry.run(conversation, new RowWriter(conversation, output), now);
    close(conversation, rules.coalesce(), timers);
  }

  private OpenConversation open(String conversationId) {
    OpenConversation conversation = OpenConversation.load(conversationId, state);
    Conversation head = conversation.head;
    if (head.run != startedAt) {
      head.run = startedAt;
      head.writeAll = !isWritten(head);
      rounds.restarted(head, startedAt);
    }
    return conversation;
  }

  private void close(OpenConversation conversation, Duration writeWithin, LedgerTimers timers) {
    Conversation head = conversation.head;
    if (conversation.isTouched()) {
      long time = timers.now() + writeWithin.toMillis();
      head.writeAt = head.writeAt == 0 ? time : Math.min(head.writeAt, time);
    }
    long flush = head.writeAt == 0 ? Long.MAX_VALUE : head.writeAt;
    if (UnreadCountRounds.isPending(head)) {
      flush = Math.min(flush, head.nextRound);
    }
    if (flush < Long.MAX_VALUE && (head.flushTimer == 0 || flush < head.flushTimer)) {
      timers.flushAt(head.flushTimer, flush);
      head.flushTimer = flush;
    }
    long next = expiry.next(conversation);
    if (next < Long.MAX_VALUE && (head.expiryTimer == 0 || next < head.expiryTimer)) {
      timers.expireAt(head.expiryTimer, next);
      head.expiryTimer = next;
    }
    conversation.save();
  }

  private boolean isOlderThanThisRun(long at, long now) {
    return Math.min(at, now) < startedAt + OVERLAP.toMillis();
  }

  private static boolean isWritten(Conversation head) {
    return head.writeAt == 0 && !UnreadCountRounds.isPending(head);
  }

  /**
   * Notes a gap in the events. Kafka's retention, or a start without state, can take events away.
   */
  private void checkSequence(Conversation head, EventFact event) {
    long lost = event.sequence() - head.lastSequence - 1;
    if (lost > 0) {
      head.incomplete = true;
      observer.eventsLost(lost);
    }
  }

  /**
   * Applies a receipt whose position has been reached. A receipt counts if its user was a member
   * when the message that it names was sent. If it names another event, it stands for the last
   * message before this event that the user received. Both depend only on the events up to the
   * position, so the answer is the same whenever the receipt comes.
   */
  private void apply(OpenConversation conversation, ReceiptFact receipt, long now) {
    Conversation head = conversation.head;
    if (receipt.position() < head.goneId) {
      observer.rejected(Rejection.TOO_OLD);
      return;
    }
    Member member = conversation.member(receipt.userId());
    if (member == null) {
      observer.rejected(head.incomplete ? Rejection.MEMBERS_LOST : Rejection.NOT_A_MEMBER);
      return;
    }
    long named = MessageSearch.ordinalOf(conversation, receipt.position());
    boolean isMessage = MessageSearch.idOf(conversation, named) == receipt.position();
    long reached = member.lastReceived(named);
    if (reached == 0 || (isMessage && reached < named)) {
      observer.rejected(Rejection.NOT_A_MEMBER);
    } else if (reached < head.gone) {
      observer.rejected(Rejection.TOO_OLD);
    } else if (isMessage && MessageSearch.isFrom(conversation, named, receipt.userId())) {
      observer.rejected(Rejection.OWN_MESSAGE);
    } else {
      head.writeAll |= isOlderThanThisRun(receipt.at(), now);
      Advance advance = new Advance(receipt.userId(), reached, receipt.read(), receipt.at());
      cursors.receipt(conversation, member, advance, MessageSearch.idOf(conversation, reached));
      observer.accepted(receipt.read());
    }
  }

  private void sent(OpenConversation conversation, EventFact event, long now) {
    Conversation head = conversation.head;
    head.sent(event);
    boolean keepReceipts = event.recipients() <= rules.receiptsUpTo();
    if (keepReceipts) {
      head.newestWithReceipts = head.newest;
    }
    conversation.add(head.newest, new TrackedMessage(event, keepReceipts));
    rounds.due(head, event.at(), now);
    observer.sent(head.kind, event.at());
    Member sender = conversation.member(event.senderId());
    boolean isMember = sender != null && sender.isMember();
    if (isMember) {
      cursors.sent(conversation, sender, event);
    }
    checkMembers(head, event.recipients() == head.members - (isMember ? 1 : 0));
  }

  /** Notes that events were lost, if the number of members is not the one in the event. */
  private void checkMembers(Conversation head, boolean asExpected) {
    if (!asExpected) {
      head.incomplete = true;
      observer.membersLost();
    }
  }

  private void deleted(OpenConversation conversation, EventFact event, long now) {
    Conversation head = conversation.head;
    if (event.messageId() <= head.goneId) {
      return;
    }
    long ordinal = MessageSearch.ordinalOf(conversation, event.messageId());
    boolean isInState =
        head.tracks(ordinal) && MessageSearch.idOf(conversation, ordinal) == event.messageId();
    if (isInState && conversation.deletions.add(ordinal)) {
      rounds.due(head, event.at(), now);
    }
  }

  private void membersChanged(OpenConversation conversation, EventFact event) {
    Conversation head = conversation.head;
    MembershipChange change = event.membership();
    head.kind = change.conversationKind();
    for (String userId : change.joined()) {
      Member member = conversation.member(userId);
      if (member == null) {
        member = conversation.addMember(userId);
      } else if (member.isMember()) {
        continue;
      }
      member.join(head, event.at());
      memberIndex.take(conversation, member);
      conversation.list(member);
    }
    for (String userId : change.left()) {
      Member member = conversation.member(userId);
      if (member != null && member.isMember()) {
        member.leave(head, event.at());
        memberIndex.leave(conversation, member);
        conversation.list(member);
      }
    }
    if (change.memberCount() == head.members) {
      head.incomplete = false;
    }
    checkMembers(head, change.memberCount() == head.members);
  }

  private void write(OpenConversation conversation, LedgerOutput output, long now) {
    Conversation head = conversation.head;
    RowWriter rows = new RowWriter(conversation, output);
    boolean more = cursors.count(conversation, Cursors.STEP);
    more |= writeMembers(conversation, rows);
    for (int i = 0; i < MESSAGES_OF_A_FLUSH && !head.changedMessages.isEmpty(); i++) {
      rows.message(head.changedMessages.takeFirst());
    }
    more |= !head.changedMessages.isEmpty();
    rounds.step(conversation, rows, now);
    makeRoom(conversation, rows);
    conversation.untouch();
    head.writeAt = more ? now + rules.coalesce().toMillis() : 0;
    head.writeAll &= !isWritten(head);
  }

  /** Removes the messages beyond the bound. What leaves the state must be counted before. */
  private void makeRoom(OpenConversation conversation, RowWriter rows) {
    Conversation head = conversation.head;
    int tooMany = Math.toIntExact(head.newest - head.gone) - rules.messagesPerConversation();
    if (tooMany > 0) {
      cursors.countOldest(conversation, tooMany);
    }
    for (int i = 0; i < tooMany; i++) {
      expiry.dropOldest(conversation, rows);
    }
  }

  /** Returns whether some are left. */
  private boolean writeMembers(OpenConversation conversation, RowWriter rows) {
    if (conversation.head.isSmall()) {
      Set<String> users = conversation.users();
      users.forEach(userId -> writeMember(conversation.member(userId), conversation, rows));
      return false;
    }
    List<String> listed = conversation.takeListed(MEMBERS_OF_A_FLUSH);
    listed.forEach(userId -> writeMember(conversation.member(userId), conversation, rows));
    return conversation.hasListed();
  }

  private static void writeMember(Member member, OpenConversation conversation, RowWriter rows) {
    if (member.listed) {
      member.listed = false;
      conversation.changed(member);
      rows.member(member);
    }
  }
}
