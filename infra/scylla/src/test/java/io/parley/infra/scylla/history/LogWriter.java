package io.parley.infra.scylla.history;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.parley.schemas.id.MessageBucket;
import io.parley.schemas.id.Snowflake;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;

/** Writes the rows of events as ingest does, each event in turn. */
final class LogWriter {

  private static final String EVENT =
      "conversation_id, bucket, event_id, event_kind, sequence, message_id, sender_id, device_id,"
          + " client_message_id, created_at, command_appended_at";

  private final CqlSession session;
  private final PreparedStatement bucket;
  private final PreparedStatement sent;
  private final PreparedStatement changed;
  private final PreparedStatement edit;
  private final PreparedStatement delete;

  LogWriter(CqlSession session, String keyspace) {
    this.session = session;
    this.bucket = prepare(keyspace, "conversation_buckets", "conversation_id, bucket");
    this.sent =
        prepare(keyspace, "messages", EVENT + ", type, text, mentions, recipients, ordinal");
    this.changed = prepare(keyspace, "messages", EVENT);
    this.edit =
        prepare(
            keyspace, "messages", "conversation_id, bucket, event_id, edit_event_id, edited_text");
    this.delete =
        prepare(
            keyspace,
            "messages",
            "conversation_id, bucket, event_id, delete_event_id, deleted_at, deleted_by, text,"
                + " edited_text, mentions");
  }

  void send(HistoryEvent event, String text) {
    announce(event);
    write(sent, event, event(event, "TEXT", text, Set.of("bob"), 3, 7L));
  }

  void edit(HistoryEvent event, String text) {
    changeMessage(event, text);
    announce(event);
    write(changed, event, event(event));
  }

  /** The part of an edit that goes into the row of its message. */
  void changeMessage(HistoryEvent event, String text) {
    write(edit, event, message(event, event.eventId(), text));
  }

  /** The part of an edit that is a row of its own. */
  void changedRow(HistoryEvent event) {
    announce(event);
    write(changed, event, event(event));
  }

  void delete(HistoryEvent event) {
    Instant at = Instant.ofEpochMilli(Snowflake.unixMillis(event.eventId()));
    write(delete, event, message(event, event.eventId(), at, event.senderId(), "", "", Set.of()));
    announce(event);
    write(changed, event, event(event));
  }

  private void announce(HistoryEvent event) {
    session.execute(
        bucket.bind(
            event.conversationId(), MessageBucket.of(event.eventId()), micros(event.eventId())));
  }

  private void write(PreparedStatement statement, HistoryEvent event, Object[] values) {
    Object[] all = Arrays.copyOf(values, values.length + 1);
    all[values.length] = micros(event.eventId());
    session.execute(statement.bind(all));
  }

  private static Object[] event(HistoryEvent event, Object... more) {
    Object[] common = {
      event.conversationId(),
      MessageBucket.of(event.eventId()),
      event.eventId(),
      event.kind().name(),
      event.sequence(),
      event.messageId(),
      event.senderId(),
      event.deviceId(),
      event.clientMessageId(),
      event.createdAt(),
      event.commandAppendedAt()
    };
    return append(common, more);
  }

  private static Object[] message(HistoryEvent event, Object... more) {
    return append(
        new Object[] {
          event.conversationId(), MessageBucket.of(event.messageId()), event.messageId()
        },
        more);
  }

  private static Object[] append(Object[] common, Object[] more) {
    Object[] values = Arrays.copyOf(common, common.length + more.length);
    System.arraycopy(more, 0, values, common.length, more.length);
    return values;
  }

  private static long micros(long eventId) {
    return Snowflake.writeTimestampMicros(eventId);
  }

  private PreparedStatement prepare(String keyspace, String table, String columns) {
    String markers = String.join(", ", Collections.nCopies(columns.split(",").length, "?"));
    return session.prepare(
        "INSERT INTO %s.%s (%s) VALUES (%s) USING TIMESTAMP ?"
            .formatted(keyspace, table, columns, markers));
  }
}
