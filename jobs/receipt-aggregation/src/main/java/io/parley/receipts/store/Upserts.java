package io.parley.receipts.store;

import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import io.parley.common.kafka.Outgoing;
import io.parley.flink.connector.scylladb.ScyllaUpsert;
import io.parley.receipts.domain.CursorUpdate;
import io.parley.receipts.domain.ReceiptRow;
import io.parley.receipts.domain.Versions;
import io.parley.schemas.id.MessageBucket;
import io.parley.schemas.status.MessageStatus;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** The upserts of each update, with write timestamps from {@link Versions}. */
public final class Upserts {

  private Upserts() {}

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
            + ".receipts (conversation_id, message_id, user_id, delivered_at, read_at)"
            + " VALUES (?, ?, ?, ?, ?) USING TIMESTAMP ?",
        (receipt, row) ->
            row.setString("conversation_id", receipt.conversationId())
                .setLong("message_id", receipt.messageId())
                .setString("user_id", receipt.userId())
                .setInstant("delivered_at", Instant.ofEpochMilli(receipt.deliveredAt()))
                .setInstant(
                    "read_at",
                    receipt.readAt() == 0 ? null : Instant.ofEpochMilli(receipt.readAt())),
        ReceiptRow::version);
  }

  /** {@code unread_counts}, if the unread count has changed. */
  public static ScyllaUpsert<CursorUpdate> unreadCount(String keyspace) {
    return where(
        CursorUpdate::unreadChanged,
        ScyllaUpsert.<CursorUpdate>of(
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
            CursorUpdate::version));
  }

  /** Both halves of {@code receipt_cursors}, if both have moved and have one version. */
  public static ScyllaUpsert<CursorUpdate> bothCursors(String keyspace) {
    return where(
        CursorUpdate::movedAsOne,
        ScyllaUpsert.<CursorUpdate>of(
            "INSERT INTO "
                + keyspace
                + ".receipt_cursors (conversation_id, user_id, delivered_up_to, delivered_at,"
                + " read_up_to, read_at) VALUES (?, ?, ?, ?, ?, ?) USING TIMESTAMP ?",
            (update, row) -> read(update, delivered(update, row)),
            update -> update.read().version()));
  }

  /**
   * The delivered half of {@code receipt_cursors}, if it has moved and cannot be written together
   * with the read half.
   */
  public static ScyllaUpsert<CursorUpdate> deliveredCursor(String keyspace) {
    return where(
        update -> update.delivered().moved() && !update.movedAsOne(),
        ScyllaUpsert.<CursorUpdate>of(
            "INSERT INTO "
                + keyspace
                + ".receipt_cursors (conversation_id, user_id, delivered_up_to, delivered_at)"
                + " VALUES (?, ?, ?, ?) USING TIMESTAMP ?",
            Upserts::delivered,
            update -> update.delivered().version()));
  }

  /**
   * The read half of {@code receipt_cursors}, if it has moved and cannot be written together with
   * the delivered half. The two halves rise independently, and a statement has one write timestamp,
   * so each half has a statement of its own.
   */
  public static ScyllaUpsert<CursorUpdate> readCursor(String keyspace) {
    return where(
        update -> update.read().moved() && !update.movedAsOne(),
        ScyllaUpsert.<CursorUpdate>of(
            "INSERT INTO "
                + keyspace
                + ".receipt_cursors (conversation_id, user_id, read_up_to, read_at)"
                + " VALUES (?, ?, ?, ?) USING TIMESTAMP ?",
            Upserts::read,
            update -> update.read().version()));
  }

  private static BoundStatementBuilder delivered(CursorUpdate update, BoundStatementBuilder row) {
    return row.setString("conversation_id", update.conversationId())
        .setString("user_id", update.userId())
        .setLong("delivered_up_to", update.delivered().upTo())
        .setInstant("delivered_at", Instant.ofEpochMilli(update.delivered().at()));
  }

  private static BoundStatementBuilder read(CursorUpdate update, BoundStatementBuilder row) {
    return row.setString("conversation_id", update.conversationId())
        .setString("user_id", update.userId())
        .setLong("read_up_to", update.read().upTo())
        .setInstant("read_at", Instant.ofEpochMilli(update.read().at()));
  }

  private static ScyllaUpsert<CursorUpdate> where(
      Condition condition, ScyllaUpsert<CursorUpdate> upsert) {
    return upsert.forEach(update -> condition.test(update) ? List.of(update) : List.of());
  }

  /** Decides which updates write a row. */
  private interface Condition extends Predicate<CursorUpdate>, Serializable {}
}
