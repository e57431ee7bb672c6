package io.parley.benchmarks.pipeline;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.parley.cli.Provisioning;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MessageSent;
import io.parley.schemas.id.MessageBucket;
import io.parley.schemas.id.Snowflake;
import java.time.Instant;
import java.util.Set;

/** The row of {@code messages} that ingest would write for a text message. */
final class LoopRow {

  private final PreparedStatement insert;

  LoopRow(CqlSession session) {
    insert =
        session.prepare(
            "INSERT INTO %s.messages (conversation_id, bucket, message_id, event_id, event_kind, sequence, sender_id, device_id, client_message_id, created_at, command_appended_at, type, text, mentions, recipients, ordinal) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?"
                .formatted(Provisioning.KEYSPACE));
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
        event.getSequence(),
        Snowflake.writeTimestampMicros(id));
  }
}
