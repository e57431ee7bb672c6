package io.parley.ingest.decide;

import io.parley.common.types.RecordTypes;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.id.Snowflake;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * A command with the id it got from its place in Kafka. If it is accepted, that is its event's id.
 *
 * @param id strictly rising within a conversation
 * @param appendedAt when the broker took the record, milliseconds since 1970
 * @param traceparent the trace context of the record, or null; passes through and decides nothing
 */
public record NumberedCommand(
    long id, long appendedAt, ConversationCommand command, String traceparent) {

  /** Its type in Flink. */
  public static TypeInformation<NumberedCommand> type() {
    return RecordTypes.generic(
        NumberedCommand.class,
        Map.of(
            "id", Types.LONG,
            "appendedAt", Types.LONG,
            "command", RecordTypes.avro(ConversationCommand.class),
            "traceparent", Types.STRING));
  }

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
