package io.parley.benchmarks.bare;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The statuses, cursors and unread counts of one conversation of a few people who never leave it,
 * in memory. It says what has changed since the last flush, as the Ledger of receipt aggregation
 * would.
 *
 * <p>Messages are counted 1, 2, 3, ... as they are sent. A cursor moves up to such an ordinal.
 */
final class BareLedger {

  /** Takes what a flush writes. */
  interface Sink {
    /** These messages have other statuses than before. */
    void statuses(BareLedger of, List<Message> messages) throws Exception;

    /** Some of the cursors and the unread count of a member have changed. */
    void cursors(BareLedger of, List<Change> changes) throws Exception;
  }

  /**
   * The changes of one member.
   *
   * @param rowOfUnread whether the row of the unread count is to be written
   */
  record Change(Member member, boolean delivered, boolean read, boolean rowOfUnread, int unread) {

    boolean movedAsOne() {
      return delivered && read && member.delivered.at == member.read.at;
    }
  }

  /** A cursor of a member. */
  static final class Cursor {
    long ordinal;
    long id;
    long at;
    private boolean moved;

    private void move(long toOrdinal, long toId, long when) {
      ordinal = toOrdinal;
      id = toId;
      at = Math.max(at, when);
      moved = true;
    }
  }

  /** A member. */
  static final class Member {
    final String user;
    final Cursor delivered = new Cursor();
    final Cursor read = new Cursor();
    private long readUpTo;
    private int writtenUnread = -1;
    private int toldUnread = -1;
    private boolean listed;

    private Member(String user) {
      this.user = user;
    }
  }

  /** A message that not everybody has read. */
  static final class Message {
    final long ordinal;
    final long id;
    final String sender;
    final long createdAt;
    final Map<String, Long> deliveredAt = new LinkedHashMap<>();
    final Map<String, Long> readAt = new LinkedHashMap<>();

    /** The recipients whose times have changed since the last flush. */
    final List<String> changed = new ArrayList<>();

    private Message(long ordinal, long id, String sender, long createdAt) {
      this.ordinal = ordinal;
      this.id = id;
      this.sender = sender;
      this.createdAt = createdAt;
    }
  }

  private record Early(String user, long id, long at) {}

  final String id;
  private final long flushMillis;
  private final long unreadMillis;
  private final Map<String, Member> members = new LinkedHashMap<>();
  private final Deque<Message> messages = new ArrayDeque<>();
  private final List<Message> changed = new ArrayList<>();
  private final List<Early> early = new ArrayList<>();
  private long highWater;
  private long newest;
  private long newestId;
  private String newestBy = "";
  private long otherOrdinal;
  private long otherId;
  private boolean unreadChanged;
  private long roundAt;
  private long flushAt = Long.MAX_VALUE;

  /**
   * @param flushMillis how long changes by receipts are gathered
   * @param unreadMillis the same for changes by messages alone
   */
  BareLedger(String id, long flushMillis, long unreadMillis) {
    this.id = id;
    this.flushMillis = flushMillis;
    this.unreadMillis = unreadMillis;
  }

  /** The time of the next flush in milliseconds, or the latest time if nothing has changed. */
  long flushAt() {
    return unreadChanged ? Math.min(flushAt, roundAt) : flushAt;
  }

  int recipients() {
    return members.size() - 1;
  }

  void joined(long eventId, List<String> users, long now) {
    highWater = eventId;
    for (String user : users) {
      Member member = new Member(user);
      member.listed = true;
      members.put(user, member);
    }
    flushBy(now + flushMillis);
  }

  /** A message was sent. Its sender has thereby read everything before it. */
  void sent(long messageId, String sender, long createdAt, long now) {
    highWater = messageId;
    if (!sender.equals(newestBy)) {
      otherOrdinal = newest;
      otherId = newestId;
    }
    newest++;
    newestId = messageId;
    newestBy = sender;
    messages.add(new Message(newest, messageId, sender, createdAt));
    if (!unreadChanged) {
      unreadChanged = true;
      roundAt = Math.max(roundAt, now + unreadMillis);
    }
    Member member = members.get(sender);
    if (otherOrdinal > member.delivered.ordinal) {
      member.delivered.move(otherOrdinal, otherId, 0);
      member.listed = true;
    }
    if (otherOrdinal > member.read.ordinal) {
      member.read.move(otherOrdinal, otherId, 0);
      member.listed = true;
    }
    boolean passed = pass(member, newest, true, createdAt);
    member.readUpTo = newest;
    if (member.listed || passed) {
      flushBy(now + (passed ? flushMillis : unreadMillis));
    }
    List<Early> known = early.stream().filter(receipt -> receipt.id <= highWater).toList();
    early.removeAll(known);
    known.forEach(receipt -> delivered(receipt.user, receipt.id, receipt.at, now));
  }

  /** A member has got everything up to a message. */
  void delivered(String user, long messageId, long at, long now) {
    if (messageId > highWater) {
      early.add(new Early(user, messageId, at));
      return;
    }
    Member member = members.get(user);
    long ordinal = 0;
    for (Message message : messages) {
      ordinal = message.id <= messageId ? message.ordinal : ordinal;
    }
    if (member == null || ordinal <= member.delivered.ordinal) {
      return;
    }
    member.delivered.move(ordinal, messageId, at);
    member.listed = true;
    pass(member, ordinal, false, at);
    flushBy(now + flushMillis);
  }

  /** Returns whether a message has changed. */
  private boolean pass(Member member, long upTo, boolean read, long at) {
    boolean any = false;
    for (Message message : messages) {
      if (message.ordinal > upTo) {
        break;
      }
      if (!message.sender.equals(member.user)) {
        boolean news = message.deliveredAt.putIfAbsent(member.user, at) == null;
        news |= read && message.readAt.putIfAbsent(member.user, at) == null;
        if (news) {
          if (message.changed.isEmpty()) {
            changed.add(message);
          }
          if (!message.changed.contains(member.user)) {
            message.changed.add(member.user);
          }
          any = true;
        }
      }
    }
    return any;
  }

  private void flushBy(long time) {
    flushAt = Math.min(flushAt, time);
  }

  /** Hands over what has changed. */
  void flush(long now, Sink sink) throws Exception {
    List<Change> changes = new ArrayList<>();
    for (Member member : members.values()) {
      if (member.listed) {
        member.listed = false;
        boolean withUnread = !unreadChanged || member.writtenUnread < 0 || member.read.moved;
        add(changes, member, withUnread);
      }
    }
    boolean round = unreadChanged && now >= roundAt;
    boolean behind = false;
    for (Member member : members.values()) {
      if (unread(member) != member.writtenUnread || unread(member) != member.toldUnread) {
        if (round) {
          add(changes, member, true);
        } else {
          behind = true;
        }
      }
    }
    unreadChanged &= behind;
    flushAt = Long.MAX_VALUE;
    if (!changes.isEmpty()) {
      sink.cursors(this, changes);
    }
    if (!changed.isEmpty()) {
      sink.statuses(this, changed);
      changed.forEach(message -> message.changed.clear());
      changed.clear();
    }
    while (!messages.isEmpty() && messages.peek().readAt.size() >= recipients()) {
      messages.remove();
    }
  }

  private void add(List<Change> changes, Member member, boolean withUnread) {
    int unread = unread(member);
    boolean row = withUnread && unread != member.writtenUnread;
    boolean delivered = member.delivered.moved;
    boolean read = member.read.moved;
    if (!row && !(withUnread && unread != member.toldUnread) && !delivered && !read) {
      return;
    }
    member.delivered.moved = false;
    member.read.moved = false;
    member.toldUnread = unread;
    if (row) {
      member.writtenUnread = unread;
    }
    changes.add(new Change(member, delivered, read, row, unread));
  }

  private int unread(Member member) {
    return Math.toIntExact(newest - member.readUpTo);
  }
}
