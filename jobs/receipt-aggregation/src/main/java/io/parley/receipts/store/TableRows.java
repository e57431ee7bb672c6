package io.parley.receipts.store;

import io.parley.common.kafka.Outgoing;
import io.parley.flink.connector.scylladb.ScyllaUpsert;
import io.parley.receipts.domain.CursorUpdate;
import io.parley.receipts.domain.ReceiptRow;
import io.parley.receipts.domain.Versions;
import io.parley.schemas.id.MessageBucket;
import io.parley.schemas.status.MessageStatus;
import java.time.Instant;
import java.util.List;

/** The rows of each update, with write timestamps from {@link Versions}. */
public final class TableRows {

  private TableRows() {}

  /** {@code message_status}. */
  public static ScyllaUpsert<Outgoing<MessageStatus>> status(String keyspace) {
    return ScyllaUpsert.of(
        "INSERT INTO "
            + keyspace
            + ".message_status (conversation_id, bucket, message_id, sender_id, status, recipients,"
            + " delivered_count, read_count, version, updated_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?",
        (update, row) -> {
          MessageStatus status = update.value();
          return row.setString("conversation_id", status.getConversationId())
              .setInt("bucket", MessageBucket.of(status.getMessageId()))
              .setLong("message_id", status.getMessageId())
              .setString("sender_id", status.getSenderId())
              .setString("status", status.getStatus().name())
              .setInt("recipients", status.getRecipients())
              .setInt("delivered_count", status.getDeliveredCount())
              .setInt("read_count", status.getReadCount())
              .setLong("version", status.getVersion())
              .setInstant("updated_at", Instant.ofEpochMilli(status.getUpdatedAt()));
        },
        update ->
            Versions.statusTimestamp(update.value().getMessageId(), update.value().getVersion()));
  }

  /** {@code receipts}. */
  public static ScyllaUpsert<ReceiptRow> receipt(String keyspace) {
    return ScyllaUpsert.of(
        "INSERT INTO "
            + keyspace
            + ".receipts (conversation_id, bucket, message_id, user_id, delivered_at, read_at)"
            + " VALUES (?, ?, ?, ?, ?, ?) USING TIMESTAMP ?",
        (receipt, row) ->
            row.setString("conversation_id", receipt.conversationId())
                .setInt("bucket", MessageBucket.of(receipt.messageId()))
                .setLong("message_id", receipt.messageId())
                .setString("user_id", receipt.userId())
                .setInstant("delivered_at", Instant.ofEpochMilli(receipt.deliveredAt()))
                .setInstant(
                    "read_at",
                    receipt.readAt() == 0 ? null : Instant.ofEpochMilli(receipt.readAt())),
        ReceiptRow::version);
  }

  /** {@code unread_counts}. */
  public static ScyllaUpsert<CursorUpdate> badge(String keyspace) {
    return ScyllaUpsert.of(
        "INSERT INTO "
            + keyspace
            + ".unread_counts (user_id, conversation_id, unread_count, version, updated_at)"
            + " VALUES (?, ?, ?, ?, ?) USING TIMESTAMP ?",
        (update, row) ->
            row.setString("user_id", update.userId())
                .setString("conversation_id", update.conversationId())
                .setInt("unread_count", update.unread())
                .setLong("version", update.version())
                .setInstant("updated_at", Instant.ofEpochMilli(update.updatedAt())),
        CursorUpdate::version);
  }

  /** The delivered half of {@code receipt_cursors}, once there is one and it may have moved. */
  public static ScyllaUpsert<CursorUpdate> deliveredCursor(String keyspace) {
    return ScyllaUpsert.<CursorUpdate>of(
            "INSERT INTO "
                + keyspace
                + ".receipt_cursors (conversation_id, user_id, delivered_up_to, delivered_at)"
                + " VALUES (?, ?, ?, ?) USING TIMESTAMP ?",
            (update, row) ->
                row.setString("conversation_id", update.conversationId())
                    .setString("user_id", update.userId())
                    .setLong("delivered_up_to", update.deliveredUpTo())
                    .setInstant("delivered_at", Instant.ofEpochMilli(update.deliveredAt())),
            CursorUpdate::deliveredVersion)
        .forEach(
            update ->
                update.cursorsMoved() && update.deliveredUpTo() > 0 ? List.of(update) : List.of());
  }

  /**
   * The read half of {@code receipt_cursors}, likewise. A statement of its own: the two halves rise
   * independently, and a statement has one write timestamp.
   */
  public static ScyllaUpsert<CursorUpdate> readCursor(String keyspace) {
    return ScyllaUpsert.<CursorUpdate>of(
            "INSERT INTO "
                + keyspace
                + ".receipt_cursors (conversation_id, user_id, read_up_to, read_at)"
                + " VALUES (?, ?, ?, ?) USING TIMESTAMP ?",
            (update, row) ->
                row.setString("conversation_id", update.conversationId())
                    .setString("user_id", update.userId())
                    .setLong("read_up_to", update.readUpTo())
                    .setInstant("read_at", Instant.ofEpochMilli(update.readAt())),
            CursorUpdate::readVersion)
        .forEach(
            update -> update.cursorsMoved() && update.readUpTo() > 0 ? List.of(update) : List.of());
  }
}
