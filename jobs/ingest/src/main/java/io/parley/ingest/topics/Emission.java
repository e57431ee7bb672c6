package io.parley.ingest.topics;

import io.parley.common.kafka.Outgoing;
import io.parley.common.types.RecordTypes;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.event.ConversationEvent;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** A record for the topic of events or for the topic of acks. One of the two components is null. */
public record Emission(Outgoing<ConversationEvent> event, Outgoing<CommandAck> ack) {

  /** The type with which Flink serializes it. */
  public static TypeInformation<Emission> type() {
    return RecordTypes.generic(
        Emission.class,
        Map.of(
            "event", Outgoing.typeOf(ConversationEvent.class),
            "ack", Outgoing.typeOf(CommandAck.class)));
  }
}
