package io.parley.ingest.store;

import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import io.parley.flink.connector.scylladb.ScyllaUpsert;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.event.MessageDeleted;
import io.parley.schemas.event.MessageEdited;
import io.parley.schemas.event.MessageSent;
import io.parley.schemas.id.MessageBucket;
import io.parley.schemas.id.Snowflake;
import java.time.Instant;
import java.util.Set;

/**
 * The row of table {@code messages} that an event has at its own place in the order. The content of
 * a message is in the row of the message only; an edit puts it there, see {@link VersionRow}.
 *
 * <p>A setter that is given null leaves its column alone, so each kind of event sets what it has.
 */
final class EventRow {

  private static final String COLUMNS =
      "conversation_id, bucket, event_id, event_kind, sequence, message_id, sender_id, author_id,"
          + " device_id, client_message_id, created_at, command_appended_at, type, text,"
          + MediaColumns.names("media_")
          + ", reply_to, mentions, recipients, ordinal, conversation_kind, members_joined,"
          + " members_left, member_roles, member_notify, member_count";

  private EventRow() {}

  static ScyllaUpsert<ConversationEvent> upsert(String keyspace) {
    return Upserts.insert(
        keyspace,
        "messages",
        COLUMNS,
        EventRow::bind,
        event -> Snowflake.writeTimestampMicros(event.getEventId()));
  }

  private static BoundStatementBuilder bind(ConversationEvent event, BoundStatementBuilder row) {
    return bindPayload(
        event,
        row.setString("conversation_id", event.getConversationId())
            .setInt("bucket", MessageBucket.of(event.getEventId()))
            .setLong("event_id", event.getEventId())
            .setLong("sequence", event.getSequence())
            .setLong("message_id", event.getMessageId())
            .setString("sender_id", event.getSenderId())
            .setString("device_id", event.getDeviceId())
            .setString("client_message_id", event.getClientMessageId())
            .setInstant("created_at", Instant.ofEpochMilli(event.getCreatedAt()))
            .setInstant("command_appended_at", Instant.ofEpochMilli(event.getCommandAppendedAt())));
  }

  private static BoundStatementBuilder bindPayload(
      ConversationEvent event, BoundStatementBuilder row) {
    Object payload = event.getPayload();
    if (payload instanceof MessageSent sent) {
      return MediaColumns.bind("media_", sent.getMedia(), row)
          .setString("event_kind", "MESSAGE_SENT")
          .setString("type", sent.getType().name())
          .setString("text", sent.getText())
          .set("reply_to", sent.getReplyTo(), Long.class)
          .setSet("mentions", Set.copyOf(sent.getMentions()), String.class)
          .setInt("recipients", sent.getRecipients())
          .setLong("ordinal", sent.getOrdinal());
    }
    if (payload instanceof MessageEdited) {
      return row.setString("event_kind", "MESSAGE_EDITED");
    }
    if (payload instanceof MessageDeleted deleted) {
      return row.setString("event_kind", "MESSAGE_DELETED")
          .setString("author_id", deleted.getAuthorId());
    }
    if (payload instanceof MembersChanged changed) {
      return MemberColumns.bind(changed, row.setString("event_kind", "MEMBERS_CHANGED"));
    }
    throw new IllegalStateException("An event of ingest has a payload that has no row");
  }
}
