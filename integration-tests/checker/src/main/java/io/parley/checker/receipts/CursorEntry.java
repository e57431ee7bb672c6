package io.parley.checker.receipts;

import io.parley.checker.history.Position;
import io.parley.checker.history.ReceiptHistory;
import io.parley.schemas.status.ReadCursor;

/**
 * The cursors or unread count of one user in one conversation, as one source gives them. The
 * columns of its row are: user, source, partition, offset, version, both cursors, unread count.
 */
record CursorEntry(
    long source,
    long partition,
    long offset,
    long version,
    long delivered,
    long read,
    long unread) {

  static final int WIDTH = 8;

  static final long EXPECTED = 0;
  static final long TOPIC = 1;
  static final long TABLE = 2;
  static final long UNREAD_ROW = 3;

  private static final long GONE = -1;

  static long[] expected(
      long user, long exact, boolean left, long delivered, long read, long unread) {
    return new long[] {user, EXPECTED, exact, left ? 1 : 0, 0, delivered, read, unread};
  }

  boolean isExact() {
    return partition == 1;
  }

  boolean isExpectedToHaveLeft() {
    return offset == 1;
  }

  static long[] onTopic(long user, Position at, ReadCursor cursor) {
    return new long[] {
      user,
      TOPIC,
      at.partition(),
      at.offset(),
      cursor.getVersion(),
      cursor.getDeliveredUpTo(),
      cursor.getReadUpTo(),
      cursor.getUnreadCount()
    };
  }

  static long[] tombstone(long user, Position at) {
    return new long[] {user, TOPIC, at.partition(), at.offset(), GONE, GONE, GONE, GONE};
  }

  boolean isTombstone() {
    return source == TOPIC && version == GONE;
  }

  static long[] inTable(ReceiptHistory.CursorRow row) {
    long user = Fact.user(row.conversationId(), row.userId());
    return new long[] {user, TABLE, 0, 0, 0, row.deliveredUpTo(), row.readUpTo(), 0};
  }

  static long[] inUnreadCounts(ReceiptHistory.UnreadRow row) {
    long user = Fact.user(row.conversationId(), row.userId());
    return new long[] {user, UNREAD_ROW, 0, 0, row.version(), 0, 0, row.unreadCount()};
  }

  static CursorEntry of(long[] row) {
    return new CursorEntry(row[1], row[2], row[3], row[4], row[5], row[6], row[7]);
  }

  @Override
  public String toString() {
    return isTombstone()
        ? "a tombstone"
        : "delivered up to %d, read up to %d, unread %d, version %d"
            .formatted(delivered, read, unread, version);
  }
}
