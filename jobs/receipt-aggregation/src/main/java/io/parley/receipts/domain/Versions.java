package io.parley.receipts.domain;

import io.parley.schemas.id.Snowflake;

/**
 * Versions and write timestamps, computed from the value alone.
 *
 * <p><b>Why rows converge.</b> The value of a row follows from a set of facts that only grows:
 * events in their order, and receipts with their broker times. Cursors and counts are maxima and
 * sums over the set, and the times of a recipient are minima. So the final state of a row is above
 * or equal to every other state that any run reaches, in every component. Each function here is
 * <em>strictly monotone</em>: it rises if one component rises, or if a time that is a minimum
 * falls. So every other state has a lower version than the final one, whatever was coalesced,
 * crashed or repeated on the way. A cell that keeps the highest write timestamp ends with the final
 * state. A counter kept in state would not do. After a restore it could reach the final state with
 * a lower number than an update that the crash undid.
 *
 * <p>Within one run a version never stands for two values, because the value cannot change without
 * a component rising. Two runs may pass through different intermediate states of one version, such
 * as two receipts of different users in another order. Neither of these states is final, and the
 * final state has a higher version.
 *
 * <p>Write timestamps stay within two days of the event time, because a group has at most 400,000
 * members ({@code ingest.members.max}). ScyllaDB refuses timestamps that are more than three days
 * ahead.
 */
public final class Versions {

  /** Times of a recipient count from the message's, within this many milliseconds (49 days). */
  static final long MAX_AGE = 1L << 32;

  /** The version of a message without receipts. */
  static final long SENT = 1;

  private Versions() {}

  /**
   * The version of a message status. The counts weigh like digits, delivered above read, so that
   * neither can fall while the other rises. The times of DELIVERED and READ can only be corrected
   * downwards.
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

  /** The write timestamp of a status row. It follows from the message and its version only. */
  public static long statusTimestamp(long messageId, long version) {
    return Snowflake.unixMillis(messageId) * 1000 + version;
  }

  /** The version of a row about one recipient of a message. It is also the write timestamp. */
  static long ofRecipient(TrackedMessage message, long deliveredAt, long readAt) {
    long version = message.createdAt * 1000 + earliness(message, deliveredAt);
    return readAt == 0 ? version : version + 1 + earliness(message, readAt);
  }

  /**
   * The version of a cursor. The cursor only advances, and so does the time of the newest receipt
   * behind it.
   */
  static long ofCursor(Member.Cursor cursor) {
    return cursor.at * 1000 + cursor.ordinal;
  }

  /**
   * The version of an unread count. Both cursors, messages, deletions, joining and leaving move it.
   */
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
