package io.parley.checker.history;

import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.id.MessageBucket;
import io.parley.schemas.id.Snowflake;
import java.util.NavigableMap;
import java.util.Objects;

/**
 * A row of the messages table.
 *
 * @param columns all other columns that are set, by name; compared with {@link MessageColumns}
 * @param writeTimeMicros the row's {@code WRITETIME}
 * @param editTimeMicros the {@code WRITETIME} of the part that an edit set; 0 without an edit
 * @param deleteTimeMicros the {@code WRITETIME} of the part that a deletion set; 0 without a
 *     deletion
 */
public record MessageRow(
    String conversationId,
    int bucket,
    long eventId,
    NavigableMap<String, Object> columns,
    long writeTimeMicros,
    long editTimeMicros,
    long deleteTimeMicros) {

  public String senderId() {
    return text("sender_id");
  }

  public String clientMessageId() {
    return text("client_message_id");
  }

  /** The event itself, or the message that it edits or deletes. */
  public long messageId() {
    return columns.get("message_id") instanceof Long id ? id : 0;
  }

  /** Whether the event is filed under its 10-day window. */
  public boolean isInItsBucket() {
    return bucket == MessageBucket.of(eventId);
  }

  /** Whether each part has the write timestamp that its event id dictates. */
  public boolean hasWriteTimesOfItsEvents() {
    return isWriteTimeOf(eventId, writeTimeMicros)
        && isWriteTimeOf(columns.get("edit_event_id"), editTimeMicros)
        && isWriteTimeOf(columns.get("delete_event_id"), deleteTimeMicros);
  }

  /** The row after an edit or deletion of its message. */
  public MessageRow changedBy(ConversationEvent change) {
    NavigableMap<String, Object> after = MessageColumns.changed(columns, change);
    long time = Snowflake.writeTimestampMicros(change.getEventId());
    boolean edited = !Objects.equals(after.get("edit_event_id"), columns.get("edit_event_id"));
    return new MessageRow(
        conversationId,
        bucket,
        eventId,
        after,
        writeTimeMicros,
        edited ? time : editTimeMicros,
        edited ? deleteTimeMicros : time);
  }

  private static boolean isWriteTimeOf(Object id, long micros) {
    if (!(id instanceof Long event)) {
      return micros == 0;
    }
    return Snowflake.sequence(event) <= Snowflake.MAX_NUMBERED_SEQUENCE
        && micros == Snowflake.writeTimestampMicros(event);
  }

  private String text(String column) {
    return String.valueOf(columns.get(column));
  }
}
