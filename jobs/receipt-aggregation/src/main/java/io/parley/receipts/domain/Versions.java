package io.parley.receipts.domain;

import io.parley.schemas.id.Snowflake;

/**
 * Versions and write timestamps, computed from the value alone.
 *
 * <p><b>Why it converges.</b> What a row says follows from a set of facts (events in their order,
 * receipts with their broker times) that only grows: cursors and counts are maxima and sums over
 * it, times of a recipient are minima. So of two states of a row that any two runs ever reach, the
 * final one is above or equal to both in every component. Each function here is <em>strictly
 * monotone</em>: raise one component (or lower a time that is a minimum) and it rises. So every
 * state but the final one has a lower version than the final one, whatever was coalesced, crashed
 * or repeated on the way, and a cell that keeps the highest write timestamp ends with the final
 * state. A counter kept in state would not do: after a restore it could reach the final state with
 * a lower number than an update that the crash undid.
 *
 * <p>Within one run a version never stands for two values, because the value cannot change without
 * a component rising. Two runs may pass through different intermediate states of one version (two
 * receipts of different users in another order); neither is final, and the final one beats both.
 *
 * <p>Write timestamps stay within hours of the event time: ScyllaDB refuses more than three days
 * ahead.
 */
public final class Versions {

  /** Times of a recipient count from the message's, within this many milliseconds (49 days). */
  static final long MAX_AGE = 1L << 32;

  /** The version of a message that nobody has got yet. */
  static final long SENT = 1;

  private Versions() {}

  /**
   * Of a message status. The counts weigh like digits: delivered above read, so that neither falls
   * while the other rises. The times of DELIVERED and READ can only be corrected downwards.
   */
  static long ofStatus(TrackedMessage message) {
    long version = SENT + message.delivered * (message.recipients + 1L) + message.read;
    if (message.isDelivered()) {
      version += 1 + earliness(message, message.notBefore(message.deliveredSince));
    }
    if (message.isRead()) {
      version += 1 + earliness(message, message.notBefore(message.readSince));
    }
    return version;
  }

  /** The write timestamp of a status row, which says no more than its message and version. */
  public static long statusTimestamp(long messageId, long version) {
    return Snowflake.unixMillis(messageId) * 1000 + version;
  }

  /** Of a row about one recipient of a message, which is its write timestamp too. */
  static long ofRecipient(TrackedMessage message, long deliveredAt, long readAt) {
    long version = message.createdAt * 1000 + earliness(message, deliveredAt);
    return readAt == 0 ? version : version + 1 + earliness(message, readAt);
  }

  /** Of a cursor: it only advances, and so does the time of the newest receipt behind it. */
  static long ofCursor(Member.Cursor cursor) {
    return cursor.at * 1000 + cursor.ordinal;
  }

  /** Of an unread count: moved by both cursors, messages, deletions, joining and leaving. */
  static long ofUnreadCount(Member member, long unreadEvents, long updatedAt) {
    return updatedAt * 1000
        + member.delivered.reached
        + member.delivered.ordinal
        + member.read.reached
        + member.read.ordinal
        + unreadEvents
        + member.changes;
  }

  private static long earliness(TrackedMessage message, long at) {
    return MAX_AGE - Math.min(MAX_AGE, at - message.createdAt);
  }
}
