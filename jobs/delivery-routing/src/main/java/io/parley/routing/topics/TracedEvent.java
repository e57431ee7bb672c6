package io.parley.routing.topics;

import io.parley.common.types.RecordTypes;
import io.parley.schemas.event.ConversationEvent;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * An event with its trace context, which goes on with each delivery.
 *
 * @param traceparent W3C trace context, or null
 */
public record TracedEvent(ConversationEvent event, String traceparent) {

  /** The type with which Flink serializes it. */
  public static final TypeInformation<TracedEvent> TYPE =
      RecordTypes.generic(
          TracedEvent.class,
          Map.of("event", RecordTypes.avro(ConversationEvent.class), "traceparent", Types.STRING));

  public String conversation() {
    return event.getConversationId();
  }
}
