package io.parley.ingest.store;

import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import io.parley.flink.connector.scylladb.RowBinder;
import io.parley.flink.connector.scylladb.ScyllaUpsert;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MessageDeleted;
import io.parley.schemas.event.MessageEdited;
import io.parley.schemas.id.MessageBucket;
import io.parley.schemas.id.Snowflake;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/**
 * The cells that an edit or a deletion writes into the row of its message, which make the message's
 * newest version.
 *
 * <p>The write timestamp is that of the edit or the deletion, and these rise within a conversation.
 * So the newest version wins in every cell, and an older version that a replay writes again loses.
 *
 * <p>A deletion overwrites the content with empty values. It does not delete the cells, because the
 * tombstones of deleted cells are removed after some days. A repeated write after that would bring
 * the content back.
 */
final class VersionRow {

  private static final String KEY = "conversation_id, bucket, event_id, ";

  private static final String EDITED =
      KEY + "edit_event_id, edited_text," + MediaColumns.names("edited_media_");

  private static final String DELETED =
      KEY
          + "delete_event_id, deleted_at, deleted_by, text, mentions, edited_text,"
          + MediaColumns.names("media_")
          + ","
          + MediaColumns.names("edited_media_");

  private VersionRow() {}

  static ScyllaUpsert<ConversationEvent> edited(String keyspace) {
    return upsert(keyspace, EDITED, VersionRow::bindEdit);
  }

  static ScyllaUpsert<ConversationEvent> deleted(String keyspace) {
    return upsert(keyspace, DELETED, VersionRow::bindDeletion);
  }

  static boolean isEdit(ConversationEvent event) {
    return event.getPayload() instanceof MessageEdited;
  }

  static boolean isDeletion(ConversationEvent event) {
    return event.getPayload() instanceof MessageDeleted;
  }

  private static ScyllaUpsert<ConversationEvent> upsert(
      String keyspace, String columns, RowBinder<ConversationEvent> binder) {
    return Upserts.insert(
        keyspace,
        "messages",
        columns,
        (event, row) -> binder.bind(event, bindKey(event, row)),
        event -> Snowflake.writeTimestampMicros(event.getEventId()));
  }

  private static BoundStatementBuilder bindKey(ConversationEvent event, BoundStatementBuilder row) {
    return row.setString("conversation_id", event.getConversationId())
        .setInt("bucket", MessageBucket.of(event.getMessageId()))
        .setLong("event_id", event.getMessageId());
  }

  private static BoundStatementBuilder bindEdit(
      ConversationEvent event, BoundStatementBuilder row) {
    MessageEdited edited = (MessageEdited) event.getPayload();
    return MediaColumns.bind("edited_media_", edited.getMedia(), row)
        .setLong("edit_event_id", event.getEventId())
        // Empty for no text: the edit before this one may have had one.
        .setString("edited_text", Objects.requireNonNullElse(edited.getText(), ""));
  }

  private static BoundStatementBuilder bindDeletion(
      ConversationEvent event, BoundStatementBuilder row) {
    return MediaColumns.clear("media_", MediaColumns.clear("edited_media_", row))
        .setLong("delete_event_id", event.getEventId())
        .setInstant("deleted_at", Instant.ofEpochMilli(event.getCreatedAt()))
        .setString("deleted_by", event.getSenderId())
        .setString("text", "")
        .setString("edited_text", "")
        .setSet("mentions", Set.of(), String.class);
  }
}
