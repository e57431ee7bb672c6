package io.parley.benchmarks.bare;

import io.parley.schemas.id.Snowflake;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
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

  /** A receipt for one of so many newest messages is still understood. */
  private static final int KEPT = 64;

  /** A receipt comes within this time. */
  private static final long LONGEST_MILLIS = 1L << 32;

  /** Takes what a flush writes. */
  interface Sink {
    /** These messages have other statuses, or other times of recipients, than before. */
    void messages(BareLedger of, List<Message> messages) throws Exception;

    /** Some of the cursors and the unread count of a member have changed. */
    void cursors(BareLedger of, List<Change> changes) throws Exception;
  }

  /**
   * The changes of one member.
   *
   * @param rowOfUnread whether the row of the unread count is to be written
   * @param published whether the topic gets a record
   */
  record Change(
      Member member,
      boolean delivered,
      boolean read,
      boolean rowOfUnread,
      boolean published,
      int unread,
      long version,
      long updatedAt) {

    /** Whether one statement can write both cursors: it has one write timestamp. */
    boolean movedAsOne() {
      return delivered
          && read
          && member.delivered.at == member.read.at
          && member.delivered.ordinal == member.read.ordinal;
    }
  }

  /** A cursor of a member. */
  static final class Cursor {
    long ordinal;
    long id;
    long at;
    private boolean moved;

    /** Returns whether the ordinal or the time has risen. */
    private boolean advance(long toOrdinal, long toId, long time) {
      long notBefore = Math.max(time, Snowflake.unixMillis(toId));
      boolean changed = toOrdinal > ordinal || notBefore > at;
      if (toOrdinal > ordinal) {
        ordinal = toOrdinal;
        id = toId;
      }
      at = Math.max(at, notBefore);
      moved |= changed;
      return changed;
    }
  }

  /** A member. */
  static final class Member {
    final String user;
    final Cursor delivered = new Cursor();
    final Cursor read = new Cursor();

    /** The newest message that the member has got, or has read, own messages included. */
    private long gotUpTo;

    private long readUpTo;
    private int writtenUnread = -1;
    private int toldUnread = -1;
    private long toldVersion;
    private boolean listed;
    private final long joinedAt;

    private Member(String user, long joinedAt) {
      this.user = user;
      this.joinedAt = joinedAt;
    }
  }

  /** A message with the times at which its recipients got and read it. */
  static final class Message {
    final long ordinal;
    final long id;
    final String sender;
    final long createdAt;
    final Map<String, Long> deliveredAt = new LinkedHashMap<>();
    final Map<String, Long> readAt = new LinkedHashMap<>();

    /** The recipients whose times have changed since the last flush. */
    final List<String> changed = new ArrayList<>();

    /** The version of the status in its row, 1 for a message without one. */
    long version = 1;

    /** Whether the present flush writes the status, and not only times of recipients. */
    boolean statusChanged;

    private Message(long ordinal, long id, String sender, long createdAt) {
      this.ordinal = ordinal;
      this.id = id;
      this.sender = sender;
      this.createdAt = createdAt;
    }

    private boolean isFrom(Member member) {
      return sender.equals(member.user);
    }

    private long notBefore(long time) {
      return Math.max(time, createdAt);
    }

    /** Rises with each receipt, and if the time falls at which the last recipient got it. */
    private void rise(int recipients) {
      long now = 1 + deliveredAt.size() * (recipients + 1L) + readAt.size();
      now += deliveredAt.size() < recipients ? 0 : earliness(deliveredAt);
      now += readAt.size() < recipients ? 0 : earliness(readAt);
      statusChanged = now > version;
      version = Math.max(version, now);
    }

    private long earliness(Map<String, Long> times) {
      return 1 + LONGEST_MILLIS - (Collections.max(times.values()) - createdAt);
    }
  }

  /** A receipt that waits for its message. */
  private record Early(String user, long id, long at) {}

  final String id;

  /** The time for which its owner has planned the next flush. */
  long scheduledAt = Long.MAX_VALUE;

  private final long flushMillis;
  private final long unreadMillis;
  private final Map<String, Member> members = new LinkedHashMap<>();

  /** The newest messages, with rising ordinals. */
  private final List<Message> messages = new ArrayList<>();

  private final List<Message> changed = new ArrayList<>();
  private final List<Early> early = new ArrayList<>();
  private long highWater;
  private long newest;
  private long newestId;
  private long newestAt;
  private String newestBy = "";
  private long otherOrdinal;
  private long otherId;
  private boolean unreadChanged;
  private long roundAt;
  private long flushAt = Long.MAX_VALUE;

  /** Whether the present input has changed a message. */
  private boolean messagesTouched;

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

  void joined(long eventId, List<String> users, long at, long now) {
    highWater = eventId;
    for (String user : users) {
      Member member = new Member(user, at);
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
    newestAt = Math.max(newestAt, createdAt);
    newestBy = sender;
    messages.add(new Message(newest, messageId, sender, createdAt));
    if (!unreadChanged) {
      unreadChanged = true;
      roundAt = Math.max(roundAt, now + unreadMillis);
    }
    Member member = members.get(sender);
    boolean moved = otherOrdinal > member.delivered.ordinal;
    if (moved) {
      member.delivered.advance(otherOrdinal, otherId, 0);
    }
    if (otherOrdinal > member.read.ordinal) {
      moved |= member.read.advance(otherOrdinal, otherId, 0);
    }
    member.listed |= moved;
    messagesTouched = false;
    correct(member, member.gotUpTo, createdAt);
    pass(member, newest, true, createdAt);
    List<Early> known = early.stream().filter(receipt -> receipt.id <= highWater).toList();
    early.removeAll(known);
    for (Early receipt : known) {
      moved |= apply(receipt);
    }
    if (moved || messagesTouched) {
      flushBy(now + (messagesTouched ? flushMillis : unreadMillis));
    }
  }

  /** A member has got everything up to a message. */
  void delivered(String user, long messageId, long at, long now) {
    Early receipt = new Early(user, messageId, at);
    if (messageId > highWater) {
      early.add(receipt);
      return;
    }
    messagesTouched = false;
    if (apply(receipt) || messagesTouched) {
      flushBy(now + flushMillis);
    }
  }

  /** Returns whether the cursor has moved. */
  private boolean apply(Early receipt) {
    Member member = members.get(receipt.user);
    long ordinal = 0;
    for (int i = messages.size() - 1; i >= 0 && ordinal == 0; i--) {
      ordinal = messages.get(i).id <= receipt.id ? messages.get(i).ordinal : 0;
    }
    if (member == null || ordinal == 0 || message(ordinal).isFrom(member)) {
      return false;
    }
    boolean moved = member.delivered.advance(ordinal, receipt.id, receipt.at);
    member.listed |= moved;
    correct(member, Math.min(ordinal, member.gotUpTo), receipt.at);
    pass(member, ordinal, false, receipt.at);
    return moved;
  }

  private Message message(long ordinal) {
    return messages.get(Math.toIntExact(ordinal - messages.get(0).ordinal));
  }

  /** Notes that a member has got messages, or has read them and thereby got them. */
  private void pass(Member member, long upTo, boolean read, long at) {
    long from = Math.max(read ? member.readUpTo : member.gotUpTo, messages.get(0).ordinal - 1);
    for (long ordinal = from + 1; ordinal <= upTo; ordinal++) {
      Message message = message(ordinal);
      if (!message.isFrom(member)) {
        message.deliveredAt.putIfAbsent(member.user, message.notBefore(at));
        if (read) {
          message.readAt.put(member.user, message.notBefore(at));
        }
        changed(message, member);
      }
    }
    member.gotUpTo = Math.max(member.gotUpTo, upTo);
    member.readUpTo = read ? Math.max(member.readUpTo, upTo) : member.readUpTo;
  }

  /**
   * Sets an earlier time for messages that the member has got already. A receipt and the answer to
   * its message come in two topics, so either may come first.
   */
  private void correct(Member member, long upTo, long at) {
    for (long ordinal = upTo; ordinal >= messages.get(0).ordinal; ordinal--) {
      Message message = message(ordinal);
      long known = message.deliveredAt.getOrDefault(member.user, 0L);
      if (known > message.notBefore(at)) {
        message.deliveredAt.put(member.user, message.notBefore(at));
        changed(message, member);
      } else if (known > 0 ? known <= at : message.isFrom(member) && message.createdAt <= at) {
        return;
      }
    }
  }

  private void changed(Message message, Member member) {
    messagesTouched = true;
    if (message.changed.isEmpty()) {
      changed.add(message);
    }
    if (!message.changed.contains(member.user)) {
      message.changed.add(member.user);
    }
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
      changed.sort(Comparator.comparingLong(message -> message.ordinal));
      changed.forEach(message -> message.rise(recipients()));
      sink.messages(this, changed);
      changed.forEach(message -> message.changed.clear());
      changed.clear();
    }
    forget();
  }

  /** Forgets old messages that everybody has read. */
  private void forget() {
    int read = 0;
    while (read < messages.size() - KEPT && messages.get(read).readAt.size() >= recipients()) {
      read++;
    }
    if (read >= KEPT) {
      messages.subList(0, read).clear();
    }
  }

  private void add(List<Change> changes, Member member, boolean withUnread) {
    int unread = unread(member);
    long updatedAt = Math.max(Math.max(newestAt, member.delivered.at), member.joinedAt);
    long version =
        updatedAt * 1_000
            + member.gotUpTo
            + member.delivered.ordinal
            + member.readUpTo
            + member.read.ordinal
            + newest;
    boolean delivered = member.delivered.moved;
    boolean read = member.read.moved;
    boolean row = withUnread && unread != member.writtenUnread;
    boolean tellsMore = unread != member.toldUnread || delivered || read;
    boolean published = version > member.toldVersion && tellsMore;
    member.delivered.moved = false;
    member.read.moved = false;
    if (row) {
      member.writtenUnread = unread;
    }
    if (published) {
      member.toldUnread = unread;
      member.toldVersion = version;
    }
    changes.add(new Change(member, delivered, read, row, published, unread, version, updatedAt));
  }

  private int unread(Member member) {
    return Math.toIntExact(newest - member.readUpTo);
  }
}
