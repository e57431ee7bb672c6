package io.parley.checker.live;

import com.datastax.oss.driver.api.core.CqlSession;
import io.parley.checker.history.ReceiptHistory.CursorRow;
import io.parley.checker.history.ReceiptHistory.ReceiptRow;
import io.parley.checker.history.ReceiptHistory.UnreadRow;
import io.parley.schemas.id.MessageBucket;
import io.parley.schemas.status.MessageStatus;
import java.time.Instant;

/** Writes rows of the receipt aggregation's tables as the job does: a missing value is null. */
final class ReceiptTables {

  private final CqlSession session;
  private final String keyspace;

  ReceiptTables(CqlSession session, String keyspace) {
    this.session = session;
    this.keyspace = keyspace;
  }

  void insert(MessageStatus row) {
    execute(
        "message_status (conversation_id, bucket, message_id, sender_id, status, recipients,"
            + " delivered_count, read_count, version, updated_at)",
        row.getConversationId(),
        MessageBucket.of(row.getMessageId()),
        row.getMessageId(),
        row.getSenderId(),
        row.getStatus().name(),
        row.getRecipients(),
        row.getDeliveredCount(),
        row.getReadCount(),
        row.getVersion(),
        Instant.ofEpochMilli(row.getUpdatedAt()));
  }

  void insert(CursorRow row) {
    execute(
        "receipt_cursors (conversation_id, user_id, delivered_up_to, read_up_to)",
        row.conversationId(),
        row.userId(),
        row.deliveredUpTo() == 0 ? null : row.deliveredUpTo(),
        row.readUpTo() == 0 ? null : row.readUpTo());
  }

  void insert(UnreadRow row) {
    execute(
        "unread_counts (user_id, conversation_id, unread_count, version)",
        row.userId(),
        row.conversationId(),
        row.unreadCount(),
        row.version());
  }

  void insert(ReceiptRow row) {
    execute(
        "receipts (conversation_id, message_id, user_id, delivered_at, read_at)",
        row.conversationId(),
        row.messageId(),
        row.userId(),
        row.delivered() ? Instant.EPOCH : null,
        row.read() ? Instant.EPOCH : null);
  }

  private void execute(String into, Object... values) {
    session.execute(
        "INSERT INTO %s.%s VALUES (?%s)".formatted(keyspace, into, ", ?".repeat(values.length - 1)),
        values);
  }
}
