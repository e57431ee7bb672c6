package io.parley.benchmarks.bare;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MessageSent;
import io.parley.schemas.id.MessageBucket;
import io.parley.schemas.id.Snowflake;
import java.time.Instant;
import java.util.Set;

/** The row of {@code messages} that ingest would write for a text message. */
final class MessageRow {

  private final PreparedStatement insert;

  MessageRow(RowWrites rows) {
    insert =
        rows.insert(
            "messages",
            "conversation_id, bucket, message_id, event_id, event_kind, sequence, sender_id,"
                + " device_id, client_message_id, created_at, command_appended_at, type, text,"
                + " mentions, recipients, ordinal");
  }

  BoundStatement bind(ConversationEvent event) {
    long id = event.getMessageId();
    boolean message = event.getPayload() instanceof MessageSent;
    return insert.bind(
        event.getConversationId(),
        MessageBucket.of(id),
        id,
        event.getEventId(),
        message ? "MESSAGE_SENT" : "MEMBERS_CHANGED",
        event.getSequence(),
        event.getSenderId(),
        event.getDeviceId(),
        event.getClientMessageId(),
        Instant.ofEpochMilli(Snowflake.unixMillis(id)),
        Instant.ofEpochMilli(event.getCommandAppendedAt()),
        "TEXT",
        message ? ((MessageSent) event.getPayload()).getText() : "",
        Set.of(),
        1,
        event.getSequence() - 1,
        Snowflake.writeTimestampMicros(id));
  }
}
