package io.parley.ingest.domain;

import io.parley.schemas.ack.RejectionReason;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.id.Snowflake;

/**
 * A command with the id that comes from its place in Kafka. If the command is accepted, this is
 * also the id of its event.
 *
 * @param id strictly rising within a conversation
 * @param appendedAt when the broker took the record, milliseconds since 1970
 * @param fault the fault that was found when the command was numbered, or null. CLOCK_AHEAD, see
 *     {@link BrokerTime}: the id continues the time of the record before. INVALID_TEXT: see {@link
 *     UnicodeCheck}
 * @param traceparent the trace context of the record, or null. No decision depends on it
 */
public record NumberedCommand(
    long id,
    long appendedAt,
    ConversationCommand command,
    RejectionReason fault,
    String traceparent) {

  /** The time that decisions use, milliseconds since 1970. It never goes back in a conversation. */
  public long time() {
    return Snowflake.unixMillis(id);
  }

  /**
   * The key of the command for deduplication. Ids have no blanks, so no two commands share a key.
   */
  String key() {
    return key(command.getSenderId(), command.getClientMessageId());
  }

  static String key(String senderId, String clientMessageId) {
    return senderId + ' ' + clientMessageId;
  }
}
