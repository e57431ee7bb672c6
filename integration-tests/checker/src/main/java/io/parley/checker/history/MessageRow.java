package io.parley.checker.history;

import io.parley.schemas.id.MessageBucket;
import io.parley.schemas.id.Snowflake;
import java.util.SortedMap;

/**
 * A row of the messages table.
 *
 * @param columns all other columns that are set, by name; compared with {@link MessageColumns#of}
 * @param writeTimeMicros the row's {@code WRITETIME}
 */
public record MessageRow(
    String conversationId,
    int bucket,
    long messageId,
    long eventId,
    SortedMap<String, Object> columns,
    long writeTimeMicros) {

  public String senderId() {
    return text("sender_id");
  }

  public String clientMessageId() {
    return text("client_message_id");
  }

  /** Whether the message is filed under its 10-day window. */
  public boolean isInItsBucket() {
    return bucket == MessageBucket.of(messageId);
  }

  /** Whether the row bears the write timestamp that its event id dictates, and no clock's. */
  public boolean hasWriteTimeOfItsEvent() {
    return Snowflake.sequence(eventId) <= Snowflake.MAX_NUMBERED_SEQUENCE
        && writeTimeMicros == Snowflake.writeTimestampMicros(eventId);
  }

  private String text(String column) {
    return String.valueOf(columns.get(column));
  }
}
