package io.parley.checker.receipts;

import java.util.ArrayList;
import java.util.List;

/**
 * The membership of one user in one conversation, as intervals of messages, with the user's
 * positions. Messages are counted 1, 2, 3, ...
 */
final class Membership {

  /** Messages that the user was a member for: those after {@code from} up to {@code to}. */
  record Interval(int from, int to) {

    static final int OPEN = Integer.MAX_VALUE;

    int last(int upTo) {
      return Math.min(to, upTo);
    }
  }

  private final List<Interval> intervals = new ArrayList<>();
  private int delivered;
  private int read;
  private int shownDelivered;
  private int shownRead;

  boolean isIn() {
    return !intervals.isEmpty() && lastInterval().to == Interval.OPEN;
  }

  private Interval lastInterval() {
    return intervals.get(intervals.size() - 1);
  }

  /**
   * The user joins after {@code newest} messages. A user who left and comes back before the next
   * message goes on with the same interval.
   */
  void join(int newest) {
    if (isIn()) {
      return;
    }
    int from = newest;
    if (!intervals.isEmpty() && lastInterval().to == newest) {
      from = intervals.remove(intervals.size() - 1).from;
    }
    intervals.add(new Interval(from, Interval.OPEN));
  }

  void leave(int newest) {
    if (isIn()) {
      intervals.add(new Interval(intervals.remove(intervals.size() - 1).from, newest));
    }
  }

  /** The last message up to the given one that the user was a member for, or 0. */
  int lastReceived(int upTo) {
    int last = 0;
    for (Interval interval : intervals) {
      last = interval.last(upTo) > interval.from ? interval.last(upTo) : last;
    }
    return last;
  }

  /** The user has got, or read, everything up to a message. Statuses count this. */
  void reach(int message, boolean hasRead) {
    delivered = Math.max(delivered, message);
    read = hasRead ? Math.max(read, message) : read;
  }

  /** The published cursors of the user stand at a message, or beyond. */
  void show(int message, boolean hasRead) {
    shownDelivered = Math.max(shownDelivered, message);
    shownRead = hasRead ? Math.max(shownRead, message) : shownRead;
  }

  int shownDelivered() {
    return shownDelivered;
  }

  int shownRead() {
    return shownRead;
  }

  /** The message after which the present interval begins. */
  int inSince() {
    return lastInterval().from;
  }

  int delivered() {
    return delivered;
  }

  int read() {
    return read;
  }

  /** The message after which all messages are unread. The user must be a member now. */
  int unreadFrom() {
    return Math.max(read, lastInterval().from);
  }

  List<Interval> intervals() {
    return intervals;
  }
}
