package io.parley.receipts.domain;

import io.parley.schemas.id.Snowflake;
import java.util.ArrayList;
import java.util.List;

/** One user of a conversation, with their membership intervals and their cursors. */
final class Member {

  /** The written unread count before the first write. */
  static final int NO_UNREAD_COUNT = -1;

  final String userId;

  /** The number of the user in the order of first joins: 1, 2, 3, ... Never changes. */
  int number;

  /** The index among the present members, see {@link MemberIndex}; 0 for a former member. */
  int index;

  /**
   * Intervals of membership, oldest first. Bounded by the messages in state, because intervals
   * before them are removed and empty ones merge.
   */
  final List<MembershipInterval> intervals = new ArrayList<>();

  final Cursor delivered = new Cursor();
  final Cursor read = new Cursor();

  /** Number of joins and leaves so far, and the time of the last. */
  long changes;

  long changedAt;

  /** The values of {@link Conversation#unreadEvents} and {@code unreadAt} when the user left. */
  long unreadEventsAtLeave;

  long unreadAtLeave;

  /** Whether the user is on the list of those whose rows are behind. */
  boolean listed;

  /** The unread count in the table, and its version. */
  int writtenUnread = NO_UNREAD_COUNT;

  long writtenVersion;

  /** The unread count in the last record on the topic, and its version. */
  int toldUnread = NO_UNREAD_COUNT;

  long toldVersion;

  /** Whether the topic ends with a tombstone for the user. */
  boolean tombstone;

  /**
   * A membership interval: a member for the messages after ordinal {@code from}, up to {@code to}.
   */
  static final class MembershipInterval {

    static final long OPEN = Long.MAX_VALUE;

    final long from;
    long to;

    MembershipInterval(long from, long to) {
      this.from = from;
      this.to = to;
    }
  }

  /**
   * A cursor. All its parts only rise, so each is a maximum over its inputs in whatever order they
   * came.
   *
   * <p>Sending a message marks all messages before it as passed, and the message itself. The
   * published cursor moves to the newest message of <em>other</em> senders only. So a user who has
   * read everything and sends a message changes no row.
   */
  static final class Cursor {

    /** The newest message that is read or delivered, the user's own messages included. */
    long reached;

    /**
     * The newest message that is counted as passed. All messages up to {@link #reached} are counted
     * in the end.
     */
    long passed;

    /** The published cursor: ordinal and id of its message; 0 before the first message. */
    long ordinal;

    long id;

    /** The time of the newest receipt, or of the message reached if that is later. */
    long at;

    /** The newest time at which messages were passed. An older receipt may correct times. */
    long newestPass;

    /** The version that was written last. */
    long writtenVersion;

    /**
     * Moves the cursor to a message that a receipt at {@code time} reached. Returns whether the
     * published part changed.
     */
    boolean advance(long toOrdinal, long toId, long time) {
      long notBefore = Math.max(time, Snowflake.unixMillis(toId));
      boolean changed = toOrdinal > ordinal || notBefore > at;
      if (toOrdinal > ordinal) {
        ordinal = toOrdinal;
        id = toId;
      }
      at = Math.max(at, notBefore);
      return changed;
    }

    void passedUpTo(long toOrdinal, long time) {
      passed = Math.max(passed, toOrdinal);
      newestPass = Math.max(newestPass, time);
    }
  }

  Member(String userId) {
    this.userId = userId;
  }

  boolean isMember() {
    return !intervals.isEmpty() && last().to == MembershipInterval.OPEN;
  }

  /** The last message up to an ordinal that was sent while the user was a member; 0 for none. */
  long lastReceived(long upTo) {
    long last = 0;
    for (MembershipInterval interval : intervals) {
      long inInterval = Math.min(upTo, interval.to);
      last = inInterval > interval.from ? inInterval : last;
    }
    return last;
  }

  /** The ordinal after which messages are unread. Only for a present member. */
  long unreadFrom() {
    return Math.max(read.reached, last().from);
  }

  void join(Conversation conversation, long at) {
    intervals.removeIf(interval -> interval.to < conversation.gone);
    if (!intervals.isEmpty() && last().to == conversation.newest) {
      last().to = MembershipInterval.OPEN;
    } else {
      intervals.add(new MembershipInterval(conversation.newest, MembershipInterval.OPEN));
    }
    changed(at);
  }

  void leave(Conversation conversation, long at) {
    last().to = conversation.newest;
    unreadEventsAtLeave = conversation.unreadEvents;
    unreadAtLeave = conversation.unreadAt;
    changed(at);
  }

  private void changed(long at) {
    changes++;
    changedAt = at;
  }

  MembershipInterval last() {
    return intervals.get(intervals.size() - 1);
  }

  byte[] pack() {
    PackedWriter out = new PackedWriter().number(number).number(index).number(intervals.size());
    for (MembershipInterval interval : intervals) {
      out.number(interval.from).number(interval.to);
    }
    pack(delivered, out);
    pack(read, out);
    return out.number(changes)
        .number(changedAt)
        .number(unreadEventsAtLeave)
        .number(unreadAtLeave)
        .flag(listed)
        .number(writtenUnread + 1)
        .number(writtenVersion)
        .number(toldUnread + 1)
        .number(toldVersion)
        .flag(tombstone)
        .toBytes();
  }

  private static void pack(Cursor cursor, PackedWriter out) {
    out.number(cursor.reached)
        .number(cursor.passed)
        .number(cursor.ordinal)
        .number(cursor.id)
        .number(cursor.at)
        .number(cursor.newestPass)
        .number(cursor.writtenVersion);
  }

  static Member unpack(String userId, byte[] packed) {
    PackedReader in = new PackedReader(packed);
    Member member = new Member(userId);
    member.number = in.count();
    member.index = in.count();
    for (int left = in.count(); left > 0; left--) {
      member.intervals.add(new MembershipInterval(in.number(), in.number()));
    }
    unpack(member.delivered, in);
    unpack(member.read, in);
    member.changes = in.number();
    member.changedAt = in.number();
    member.unreadEventsAtLeave = in.number();
    member.unreadAtLeave = in.number();
    member.listed = in.flag();
    member.writtenUnread = in.count() - 1;
    member.writtenVersion = in.number();
    member.toldUnread = in.count() - 1;
    member.toldVersion = in.number();
    member.tombstone = in.flag();
    return member;
  }

  private static void unpack(Cursor cursor, PackedReader in) {
    cursor.reached = in.number();
    cursor.passed = in.number();
    cursor.ordinal = in.number();
    cursor.id = in.number();
    cursor.at = in.number();
    cursor.newestPass = in.number();
    cursor.writtenVersion = in.number();
  }
}
