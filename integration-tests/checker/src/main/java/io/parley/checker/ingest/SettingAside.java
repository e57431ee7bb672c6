package io.parley.checker.ingest;

import io.parley.checker.history.Seen;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.id.Identifiers;
import io.parley.schemas.id.Snowflake;
import java.util.Set;

/**
 * The rules by which ingest may set a command aside as a dead letter. Ingest must answer every
 * other command.
 *
 * <p>A command is at fault if it has no key or the key of another conversation, if one of its ids
 * is not valid, or if no id can bear its time. Everything else that is wrong with the content of a
 * command that can be decoded is a reason to refuse it with an ack.
 *
 * <p>A command without a fault may still be a dead letter for a reason that the record does not
 * show:
 *
 * <ul>
 *   <li>{@code WRONG_PARTITION}: the number of partitions is pinned when ingest first starts.
 *       Somebody may have added partitions since;
 *   <li>{@code OLD_GENERATION}: ingest had left the topic for a newer one;
 *   <li>{@code BAD_SIGNATURE}: the checker has no keys;
 *   <li>{@code NOT_LOG_APPEND_TIME}: the checker does not know whose clock the topic had then;
 *   <li>{@code UNKNOWN_SCHEMA_ID} and {@code SCHEMA_MISMATCH}: the registry had another content
 *       then, or the schema is one of another topic.
 * </ul>
 */
final class SettingAside {

  private static final Set<String> NOT_IN_THE_RECORD =
      Set.of(
          "WRONG_PARTITION",
          "OLD_GENERATION",
          "BAD_SIGNATURE",
          "NOT_LOG_APPEND_TIME",
          "UNKNOWN_SCHEMA_ID",
          "SCHEMA_MISMATCH");

  private SettingAside() {}

  /** Whether the record of a command that was decoded shows a reason to set it aside. */
  static boolean isAtFault(Seen<ConversationCommand> seen, ConversationCommand command) {
    return !seen.hasKey(command.getConversationId())
        || Identifiers.firstInvalid(command).isPresent()
        || !Snowflake.canBear(seen.timestamp());
  }

  /** Whether a command without a fault may be a dead letter for this reason. */
  static boolean mayHappenToAny(String reason) {
    return NOT_IN_THE_RECORD.contains(reason);
  }
}
