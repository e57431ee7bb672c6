package io.parley.ingest.store;

import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import io.parley.flink.connector.scylladb.ScyllaUpsert;
import io.parley.schemas.conversation.Media;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.event.MessageDeleted;
import io.parley.schemas.event.MessageEdited;
import io.parley.schemas.event.MessageSent;
import io.parley.schemas.id.MessageBucket;
import io.parley.schemas.id.Snowflake;
import java.time.Instant;

/**
 * The row of table {@code messages} that an event writes: its own, and always the same.
 *
 * <p>A setter that is given null leaves its column alone, so each kind of event sets what it has.
 */
final class MessageRow {

  private static final String COLUMNS =
      "conversation_id, bucket, message_id, event_id, event_kind, sequence, sender_id, author_id,"
          + " device_id, client_message_id, created_at, edited_at, deleted_at,"
          + " command_appended_at, type, text, media_uri, media_mime_type, media_size_bytes,"
          + " media_sha256, reply_to, conversation_kind, members_joined, members_left,"
          + " member_roles, member_count";

  private MessageRow() {}

  static ScyllaUpsert<ConversationEvent> upsert(String keyspace) {
    return Upserts.insert(
        keyspace,
        "messages",
        COLUMNS,
        MessageRow::bind,
        event -> Snowflake.writeTimestampMicros(event.getEventId()));
  }

  private static BoundStatementBuilder bind(ConversationEvent event, BoundStatementBuilder row) {
    long messageId = event.getMessageId();
    return bindPayload(
        event,
        row.setString("conversation_id", event.getConversationId())
            .setInt("bucket", MessageBucket.of(messageId))
            .setLong("message_id", messageId)
            .setLong("event_id", event.getEventId())
            .setLong("sequence", event.getSequence())
            .setString("sender_id", event.getSenderId())
            .setString("author_id", event.getSenderId())
            .setString("device_id", event.getDeviceId())
            .setString("client_message_id", event.getClientMessageId())
            .setInstant("created_at", Instant.ofEpochMilli(Snowflake.unixMillis(messageId)))
            .setInstant("command_appended_at", Instant.ofEpochMilli(event.getCommandAppendedAt())));
  }

  private static BoundStatementBuilder bindPayload(
      ConversationEvent event, BoundStatementBuilder row) {
    Object payload = event.getPayload();
    Instant happenedAt = Instant.ofEpochMilli(event.getCreatedAt());
    if (payload instanceof MessageSent sent) {
      return bindContent(
          sent.getType(),
          sent.getText(),
          sent.getMedia(),
          sent.getReplyTo(),
          row.setString("event_kind", "MESSAGE_SENT"));
    }
    if (payload instanceof MessageEdited edited) {
      return bindContent(
          edited.getType(),
          edited.getText(),
          edited.getMedia(),
          edited.getReplyTo(),
          row.setString("event_kind", "MESSAGE_EDITED").setInstant("edited_at", happenedAt));
    }
    if (payload instanceof MessageDeleted deleted) {
      return row.setString("event_kind", "MESSAGE_DELETED")
          .setInstant("deleted_at", happenedAt)
          .setString("author_id", deleted.getAuthorId());
    }
    if (payload instanceof MembersChanged changed) {
      return MemberColumns.bind(changed, row.setString("event_kind", "MEMBERS_CHANGED"));
    }
    throw new IllegalStateException("An event of ingest has a payload that has no row");
  }

  private static BoundStatementBuilder bindContent(
      MessageType type, String text, Media media, Long replyTo, BoundStatementBuilder row) {
    BoundStatementBuilder content =
        row.setString("type", type.name())
            .setString("text", text)
            .set("reply_to", replyTo, Long.class);
    return media == null
        ? content
        : content
            .setString("media_uri", media.getUri())
            .setString("media_mime_type", media.getMimeType())
            .setLong("media_size_bytes", media.getSizeBytes())
            .setString("media_sha256", media.getSha256());
  }
}
