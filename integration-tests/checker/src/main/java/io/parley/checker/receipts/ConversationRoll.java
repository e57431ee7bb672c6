package io.parley.checker.receipts;

import io.parley.checker.sort.SortedRows;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A recomputation of the statuses, cursors and receipts of one conversation. It takes the facts of
 * the conversation in order: first all events by id, then all receipts. It keeps the messages of
 * the conversation (29 bytes each) and its members in memory.
 */
final class ConversationRoll {

  /** Messages of a conversation that the job keeps by default, {@code receipts.messages.max}. */
  static final int EXACT_UP_TO = 10_000;

  /** Recipients up to which the job keeps rows by user, {@code receipts.rows.max-recipients}. */
  private static final int ROWS_UP_TO = 256;

  private final Map<Long, Membership> members = new LinkedHashMap<>();
  private long[] ids = new long[16];
  private long[] senders = new long[16];
  private int[] recipients = new int[16];
  private final BitSet senderIsMember = new BitSet();
  private final BitSet deleted = new BitSet();
  private int newest;
  private int in;
  private long highWater;

  void accept(long[] fact) {
    Fact.Kind kind = Fact.kind(fact);
    long user = Fact.user(fact);
    long id = Fact.id(fact);
    if (kind != Fact.Kind.DELIVERED && kind != Fact.Kind.READ) {
      highWater = id;
    }
    switch (kind) {
      case JOIN -> join(user);
      case LEAVE -> leave(user);
      case SENT -> sent(id, user);
      case DELETED -> delete(Fact.message(fact));
      case OTHER -> {}
      case DELIVERED, READ -> receipt(user, id, kind == Fact.Kind.READ);
    }
  }

  private void join(long user) {
    Membership member = members.computeIfAbsent(user, any -> new Membership());
    in += member.isIn() ? 0 : 1;
    member.join(newest);
  }

  private void leave(long user) {
    Membership member = members.get(user);
    if (member != null && member.isIn()) {
      member.leave(newest);
      in--;
    }
  }

  private void sent(long id, long sender) {
    if (++newest == ids.length) {
      ids = Arrays.copyOf(ids, 2 * newest);
      senders = Arrays.copyOf(senders, 2 * newest);
      recipients = Arrays.copyOf(recipients, 2 * newest);
    }
    Membership member = members.get(sender);
    boolean isIn = member != null && member.isIn();
    ids[newest] = id;
    senders[newest] = sender;
    recipients[newest] = in - (isIn ? 1 : 0);
    if (isIn) {
      senderIsMember.set(newest);
      member.reach(newest, true);
      int other = newestOfOthers(sender);
      if (other > member.inSince()) {
        member.show(other, true);
      }
    }
  }

  /**
   * The newest message that somebody other than the sender wrote. Sending a message marks
   * everything before it as read, but the sender's cursors never stand at a message of their own.
   */
  private int newestOfOthers(long sender) {
    int ordinal = newest;
    while (ordinal > 0 && senders[ordinal] == sender) {
      ordinal--;
    }
    return ordinal;
  }

  private void delete(long messageId) {
    int ordinal = ordinalOf(messageId);
    if (ids[ordinal] == messageId) {
      deleted.set(ordinal);
    }
  }

  /** The number of messages up to and including a position. */
  private int ordinalOf(long position) {
    int found = Arrays.binarySearch(ids, 1, newest + 1, position);
    return found > 0 ? found : -found - 2;
  }

  private void receipt(long user, long position, boolean read) {
    Membership member = members.get(user);
    if (member == null || position > highWater) {
      return;
    }
    int named = ordinalOf(position);
    boolean isMessage = named > 0 && ids[named] == position;
    int reached = member.lastReceived(named);
    boolean counts = reached > 0 && !(isMessage && (reached < named || senders[named] == user));
    if (counts) {
      member.reach(reached, read);
      member.show(reached, read);
    }
  }

  /** Adds the rows that must be found on the topics and in the tables. */
  void close(SortedRows statuses, SortedRows cursors, SortedRows receiptRows) {
    long exact = newest <= EXACT_UP_TO ? 1 : 0;
    int[] delivered = new int[newest + 2];
    int[] read = new int[newest + 2];
    for (Map.Entry<Long, Membership> entry : members.entrySet()) {
      Membership member = entry.getValue();
      for (Membership.Interval interval : member.intervals()) {
        add(delivered, interval.from(), interval.last(member.delivered()));
        add(read, interval.from(), interval.last(member.read()));
        addReceiptRows(receiptRows, entry.getKey(), member, interval, exact);
      }
      cursors.add(expectedCursor(entry.getKey(), member, exact));
    }
    for (int i = 1; i <= newest; i++) {
      delivered[i] += delivered[i - 1];
      read[i] += read[i - 1];
      int own = senderIsMember.get(i) ? 1 : 0;
      statuses.add(
          StatusEntry.expected(
              ids[i], exact, recipients[i], delivered[i] - own, read[i] - own, senders[i]));
    }
  }

  private static void add(int[] changes, int from, int to) {
    if (to > from) {
      changes[from + 1]++;
      changes[to + 1]--;
    }
  }

  private void addReceiptRows(
      SortedRows receiptRows,
      long user,
      Membership member,
      Membership.Interval interval,
      long exact) {
    for (int i = interval.from() + 1; i <= interval.last(member.delivered()); i++) {
      if (senders[i] != user && recipients[i] <= ROWS_UP_TO) {
        receiptRows.add(ids[i], user, ReceiptRowJudge.EXPECTED, i <= member.read() ? 1 : 0, exact);
      }
    }
  }

  private long[] expectedCursor(long user, Membership member, long exact) {
    int unread = 0;
    if (member.isIn()) {
      int from = member.unreadFrom();
      unread = newest - from - deleted.get(from + 1, newest + 1).cardinality();
    }
    return CursorEntry.expected(
        user,
        exact,
        !member.isIn(),
        idOf(member.shownDelivered()),
        idOf(member.shownRead()),
        unread);
  }

  private long idOf(int ordinal) {
    return ordinal == 0 ? 0 : ids[ordinal];
  }
}
