package io.parley.routing.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.common.kafka.TopicSerializer;
import io.parley.common.kafka.Traceparent;
import io.parley.common.registry.Registry;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.wire.RecordEncoder;
import io.parley.schemas.wire.SchemaLookup;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Serializes encoded deliveries in the wire format: the id of this build's schema, then the bytes.
 */
public final class DeliverySerializer extends TopicSerializer<EncodedDelivery> {

  private static final long serialVersionUID = 1;

  private final Registry registry;
  private transient RecordEncoder<Delivery> encoder;

  /**
   * @param topic name on the brokers
   */
  public DeliverySerializer(String topic, Registry registry) {
    super(topic);
    this.registry = registry;
  }

  /** Looks up the schema's id. Fails if no deploy step has registered the schema. */
  @Override
  public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sink)
      throws Exception {
    SchemaLookup lookup = registry.open(context.getMetricGroup());
    try {
      encoder = RecordEncoder.of(Delivery.class, topic(), lookup);
      encoder.lookUpSchema();
    } finally {
      if (lookup instanceof AutoCloseable closeable) {
        closeable.close();
      }
    }
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      EncodedDelivery delivery, KafkaSinkContext context, Long timestamp) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topic(),
            null,
            delivery.timestamp(),
            delivery.gatewayId().getBytes(UTF_8),
            encoder.frame(delivery.value()));
    Traceparent.write(delivery.traceparent(), record.headers());
    return record;
  }
}
