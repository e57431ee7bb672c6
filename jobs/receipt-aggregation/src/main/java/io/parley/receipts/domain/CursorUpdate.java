package io.parley.receipts.domain;

import io.parley.schemas.status.ReadCursor;

/**
 * The cursors and the unread count of a user in a conversation. The values are absolute.
 *
 * @param delivered the newest message that a device of the user has got
 * @param read the newest message that the user has read
 * @param unread unread messages; 0 for a former member
 * @param unreadChanged whether the row in {@code unread_counts} is to be written
 * @param published whether the topic gets a record
 * @param left whether the user is a former member. The record is a tombstone then
 * @param version strictly rising, and the write timestamp (microseconds) of the unread count
 * @param updatedAt event time of the newest receipt or message counted, milliseconds since 1970
 */
public record CursorUpdate(
    String conversationId,
    String userId,
    Position delivered,
    Position read,
    int unread,
    boolean unreadChanged,
    boolean published,
    boolean left,
    long version,
    long updatedAt) {

  /**
   * One of the two cursors.
   *
   * @param upTo a message id. It is 0 before the first message, and then {@code at} means nothing
   * @param at time of the newest receipt, milliseconds since 1970
   * @param version strictly rising, and the write timestamp (microseconds)
   * @param moved whether the columns in {@code receipt_cursors} are to be written
   */
  public record Position(long upTo, long at, long version, boolean moved) {}

  /** The record for the topic, for a member. */
  public ReadCursor toReadCursor() {
    return ReadCursor.newBuilder()
        .setConversationId(conversationId)
        .setUserId(userId)
        .setDeliveredUpTo(delivered.upTo())
        .setReadUpTo(read.upTo())
        .setUnreadCount(unread)
        .setVersion(version)
        .setUpdatedAt(updatedAt)
        .build();
  }

  /** Whether one statement can write both cursors: it has one write timestamp. */
  public boolean movedAsOne() {
    return delivered.moved() && read.moved() && delivered.version() == read.version();
  }
}
