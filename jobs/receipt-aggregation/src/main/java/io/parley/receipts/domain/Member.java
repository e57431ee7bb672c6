package io.parley.receipts.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * One user of a conversation: when a member, and how far. State: public fields, so that it can
 * evolve.
 */
public class Member {

  /** Intervals of membership, oldest first. Bounded by the messages in state: empty ones merge. */
  public List<MembershipInterval> intervals = new ArrayList<>();

  public Cursor delivered = new Cursor();
  public Cursor read = new Cursor();

  /** The number of a member, see {@link MemberIndex}; 0 for who has left. */
  public int seat;

  /** Joins and leaves so far, and the time of the last. */
  public long changes;

  public long changedAt;

  /** What {@link Conversation#badgeEvents} and {@code badgeAt} were when the user left. */
  public long badgeEventsAtLeave;

  public long badgeAtLeave;

  /** Deleted messages after the read cursor that are in state no more. */
  public int goneDeleted;

  /** A stretch of ordinals: a member for the messages after {@code from}, up to {@code to}. */
  public static class MembershipInterval {

    static final long OPEN = Long.MAX_VALUE;

    public long from;
    public long to;

    public MembershipInterval() {}

    MembershipInterval(long from, long to) {
      this.from = from;
      this.to = to;
    }
  }

  /**
   * Only advances, and so does its time: that of the newest receipt behind it. So both are maxima
   * over the receipts seen, in whatever order.
   */
  public static class Cursor {

    /** 0 for nothing yet. */
    public long ordinal;

    /** The message's id. */
    public long id;

    public long at;

    boolean advance(long toOrdinal, long toId, long byReceiptAt) {
      boolean changed = toOrdinal > ordinal || byReceiptAt > at;
      if (toOrdinal > ordinal) {
        ordinal = toOrdinal;
        id = toId;
      }
      at = Math.max(at, byReceiptAt);
      return changed;
    }
  }

  boolean isMember() {
    return !intervals.isEmpty() && last().to == MembershipInterval.OPEN;
  }

  /** The last message up to an ordinal that was sent while the user was a member; 0 for none. */
  long lastReceived(long upTo) {
    long last = 0;
    for (MembershipInterval interval : intervals) {
      long inSpell = Math.min(upTo, interval.to);
      last = inSpell > interval.from ? inSpell : last;
    }
    return last;
  }

  /** The ordinal after which messages are unread. Only for a member. */
  long unreadFrom() {
    return Math.max(read.ordinal, last().from);
  }

  void join(Conversation conversation, long at) {
    intervals.removeIf(interval -> interval.to < conversation.gone);
    if (!intervals.isEmpty() && last().to == conversation.newest) {
      last().to = MembershipInterval.OPEN;
    } else {
      intervals.add(new MembershipInterval(conversation.newest, MembershipInterval.OPEN));
      goneDeleted = 0;
    }
    changed(at);
  }

  void leave(Conversation conversation, long at) {
    last().to = conversation.newest;
    badgeEventsAtLeave = conversation.badgeEvents;
    badgeAtLeave = conversation.badgeAt;
    changed(at);
  }

  private void changed(long at) {
    changes++;
    changedAt = at;
  }

  MembershipInterval last() {
    return intervals.get(intervals.size() - 1);
  }
}
