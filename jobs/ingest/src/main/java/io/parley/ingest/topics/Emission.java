package io.parley.ingest.topics;

import io.parley.common.kafka.Outgoing;
import io.parley.common.types.RecordTypes;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.event.ConversationEvent;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** A record for one of the two topics; the other component is null. */
public record Emission(Outgoing<ConversationEvent> event, Outgoing<CommandAck> ack) {

  /** Its type in Flink. */
  public static TypeInformation<Emission> type() {
    return RecordTypes.generic(
        Emission.class,
        Map.of(
            "event", Outgoing.typeOf(ConversationEvent.class),
            "ack", Outgoing.typeOf(CommandAck.class)));
  }
}
