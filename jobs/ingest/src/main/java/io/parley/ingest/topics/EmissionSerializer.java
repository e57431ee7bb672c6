package io.parley.ingest.topics;

import io.parley.common.kafka.OutgoingSerializer;
import io.parley.common.kafka.TopicSerializer;
import io.parley.common.registry.Registry;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.event.ConversationEvent;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes events and acks through one producer, so that they are in one transaction: a {@code
 * read_committed} reader sees both or neither.
 */
public final class EmissionSerializer extends TopicSerializer<Emission> {

  private final OutgoingSerializer<ConversationEvent> events;
  private final OutgoingSerializer<CommandAck> acks;

  /** Takes the topics' names on the brokers. */
  public EmissionSerializer(String eventsTopic, String acksTopic, Registry registry) {
    super(eventsTopic, acksTopic);
    this.events = new OutgoingSerializer<>(eventsTopic, ConversationEvent.class, registry);
    this.acks = new OutgoingSerializer<>(acksTopic, CommandAck.class, registry);
  }

  @Override
  public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sink)
      throws Exception {
    events.open(context, sink);
    acks.open(context, sink);
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      Emission emission, KafkaSinkContext context, Long timestamp) {
    return emission.event() != null
        ? events.serialize(emission.event(), context, timestamp)
        : acks.serialize(emission.ack(), context, timestamp);
  }
}
