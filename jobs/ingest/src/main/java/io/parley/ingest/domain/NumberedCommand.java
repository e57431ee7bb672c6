package io.parley.ingest.domain;

import io.parley.schemas.ack.RejectionReason;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.id.Snowflake;

/**
 * A command with the id it got from its place in Kafka. If it is accepted, that is its event's id.
 *
 * @param id strictly rising within a conversation
 * @param appendedAt when the broker took the record, milliseconds since 1970
 * @param fault what was seen to be wrong when it was numbered, or null: CLOCK_AHEAD, see {@link
 *     BrokerTime}, when the id continues the time of the record before; INVALID_TEXT, see {@link
 *     UnicodeCheck}
 * @param traceparent the trace context of the record, or null; passes through and decides nothing
 */
public record NumberedCommand(
    long id,
    long appendedAt,
    ConversationCommand command,
    RejectionReason fault,
    String traceparent) {

  /** The time that decisions use, milliseconds since 1970: never goes back in a conversation. */
  public long time() {
    return Snowflake.unixMillis(id);
  }

  /** Names the command for deduplication. Ids have no blanks, so no two commands share a key. */
  String key() {
    return key(command.getSenderId(), command.getClientMessageId());
  }

  static String key(String senderId, String clientMessageId) {
    return senderId + ' ' + clientMessageId;
  }
}
