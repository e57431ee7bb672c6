package io.parley.ingest.operator;

import io.parley.common.types.RecordTypes;
import io.parley.ingest.domain.Decided;
import io.parley.ingest.domain.NumberedCommand;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.ack.RejectionReason;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.event.ConversationEvent;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The types with which Flink serializes the records of the domain, which does not depend on Flink.
 */
public final class IngestTypes {

  private IngestTypes() {}

  /** The type of {@link NumberedCommand}. */
  public static TypeInformation<NumberedCommand> numberedCommand() {
    return RecordTypes.generic(
        NumberedCommand.class,
        Map.of(
            "id", Types.LONG,
            "appendedAt", Types.LONG,
            "command", RecordTypes.avro(ConversationCommand.class),
            "fault", Types.ENUM(RejectionReason.class),
            "traceparent", Types.STRING));
  }

  /** The type of {@link Decided}. */
  public static TypeInformation<Decided> decided() {
    return RecordTypes.generic(
        Decided.class,
        Map.of(
            "id", Types.LONG,
            "ack", RecordTypes.avro(CommandAck.class),
            "event", RecordTypes.avro(ConversationEvent.class),
            "opensBucket", Types.BOOLEAN,
            "traceparent", Types.STRING));
  }
}
