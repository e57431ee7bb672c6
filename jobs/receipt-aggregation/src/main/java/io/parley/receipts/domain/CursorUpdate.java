package io.parley.receipts.domain;

import io.parley.schemas.status.ReadCursor;

/**
 * How far a user has got in a conversation, absolute.
 *
 * @param deliveredUpTo a message id; 0 for nothing yet, then {@code deliveredAt} means nothing
 * @param readUpTo a message id; 0 for nothing yet, then {@code readAt} means nothing
 * @param cursorsMoved whether more than the badge may have changed since the last update
 * @param left whether the user is no member any more: no badge, a tombstone on the topic
 * @param version strictly rising, and the write timestamp (microseconds) of the badge
 * @param deliveredVersion write timestamp of the delivered cursor, microseconds
 * @param readVersion write timestamp of the read cursor, microseconds
 * @param updatedAt event time of the newest receipt or message counted, milliseconds since 1970
 */
public record CursorUpdate(
    String conversationId,
    String userId,
    long deliveredUpTo,
    long deliveredAt,
    long readUpTo,
    long readAt,
    int unread,
    boolean cursorsMoved,
    boolean left,
    long version,
    long deliveredVersion,
    long readVersion,
    long updatedAt) {

  /** The record for the topic, for somebody who is a member. */
  public ReadCursor toReadCursor() {
    return ReadCursor.newBuilder()
        .setConversationId(conversationId)
        .setUserId(userId)
        .setDeliveredUpTo(deliveredUpTo)
        .setReadUpTo(readUpTo)
        .setUnreadCount(unread)
        .setVersion(version)
        .setUpdatedAt(updatedAt)
        .build();
  }
}
