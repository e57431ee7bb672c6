package io.parley.checker.history;

import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import java.util.function.Consumer;

/**
 * The inputs and outputs of receipt aggregation, as streams. See {@link IngestHistory} for the
 * rules. Rows come in any order.
 */
public interface ReceiptHistory {

  /** A row of table receipt_cursors; 0 where a cursor is null. */
  record CursorRow(String conversationId, String userId, long deliveredUpTo, long readUpTo) {}

  /** A row of table unread_counts. */
  record UnreadRow(String conversationId, String userId, int unreadCount, long version) {}

  /** A row of table receipts. */
  record ReceiptRow(
      String conversationId, long messageId, String userId, boolean delivered, boolean read) {}

  void forEachEvent(Consumer<Seen<ConversationEvent>> reader);

  void forEachReceipt(Consumer<Seen<Receipt>> reader);

  void forEachStatus(Consumer<Seen<MessageStatus>> reader);

  /** A tombstone has no value; its key is {@code conversation_id/user_id}. */
  void forEachCursor(Consumer<Seen<ReadCursor>> reader);

  /** Rows of table message_status, whose columns are the fields of the topic's records. */
  void forEachStatusRow(Consumer<MessageStatus> reader);

  void forEachCursorRow(Consumer<CursorRow> reader);

  void forEachUnreadRow(Consumer<UnreadRow> reader);

  void forEachReceiptRow(Consumer<ReceiptRow> reader);
}
