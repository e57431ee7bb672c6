package io.parley.checker.live;

import com.datastax.oss.driver.api.core.cql.Row;
import io.parley.checker.history.ReceiptHistory.CursorRow;
import io.parley.checker.history.ReceiptHistory.ReceiptRow;
import io.parley.checker.history.ReceiptHistory.UnreadRow;
import io.parley.schemas.status.DeliveryStatus;
import io.parley.schemas.status.MessageStatus;

/** Rows of the receipt aggregation's tables as the driver gives them. */
final class ReceiptRows {

  private ReceiptRows() {}

  /** A status that the schema does not know becomes UNKNOWN, which the check reports as wrong. */
  static MessageStatus status(Row row) {
    String status = row.getString("status");
    return MessageStatus.newBuilder()
        .setConversationId(row.getString("conversation_id"))
        .setMessageId(row.getLong("message_id"))
        .setSenderId(row.getString("sender_id"))
        .setStatus(
            status == null || !status.matches("SENT|DELIVERED|READ")
                ? DeliveryStatus.UNKNOWN
                : DeliveryStatus.valueOf(status))
        .setRecipients(row.getInt("recipients"))
        .setDeliveredCount(row.getInt("delivered_count"))
        .setReadCount(row.getInt("read_count"))
        .setVersion(row.getLong("version"))
        .setUpdatedAt(row.isNull("updated_at") ? 0 : row.getInstant("updated_at").toEpochMilli())
        .build();
  }

  /** The driver gives 0 for a null cursor. */
  static CursorRow cursor(Row row) {
    return new CursorRow(
        row.getString("conversation_id"),
        row.getString("user_id"),
        row.getLong("delivered_up_to"),
        row.getLong("read_up_to"));
  }

  static UnreadRow unread(Row row) {
    return new UnreadRow(
        row.getString("conversation_id"),
        row.getString("user_id"),
        row.getInt("unread_count"),
        row.getLong("version"));
  }

  static ReceiptRow receipt(Row row) {
    return new ReceiptRow(
        row.getString("conversation_id"),
        row.getLong("message_id"),
        row.getString("user_id"),
        !row.isNull("delivered_at"),
        !row.isNull("read_at"));
  }
}
