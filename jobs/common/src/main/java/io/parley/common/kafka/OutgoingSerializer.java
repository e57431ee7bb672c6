package io.parley.common.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.common.registry.Registry;
import io.parley.schemas.wire.RecordEncoder;
import io.parley.schemas.wire.RegistryUnavailableException;
import io.parley.schemas.wire.SchemaLookup;
import java.io.UncheckedIOException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes records in the wire format of the contract: key as UTF-8, value with the id of this
 * build's schema, the record's own time, the trace as a header.
 *
 * <p>It names no partition, so that the producer's default applies: murmur2 of the key, as in every
 * other Kafka client.
 */
public final class OutgoingSerializer<V extends SpecificRecord>
    extends TopicSerializer<Outgoing<V>> {

  private final Class<V> type;
  private final Registry registry;
  private transient RecordEncoder<V> encoder;

  /**
   * @param topic name on the brokers; the registry's subject is this and {@code -value}
   */
  public OutgoingSerializer(String topic, Class<V> type, Registry registry) {
    super(topic);
    this.type = type;
    this.registry = registry;
  }

  /** Looks the schema's id up; fails if no deploy step has registered the schema. */
  @Override
  public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sink)
      throws Exception {
    SchemaLookup lookup = registry.open(context.getMetricGroup());
    try {
      encoder = RecordEncoder.of(type, topic(), lookup);
      encoder.lookUpSchema();
    } finally {
      if (lookup instanceof AutoCloseable closeable) {
        closeable.close();
      }
    }
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      Outgoing<V> outgoing, KafkaSinkContext context, Long timestamp) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topic(),
            null,
            outgoing.timestamp(),
            outgoing.key().getBytes(UTF_8),
            encode(outgoing.value()));
    Traceparent.write(outgoing.traceparent(), record.headers());
    return record;
  }

  private byte[] encode(V value) {
    if (value == null) {
      return null;
    }
    try {
      return encoder.encode(value);
    } catch (RegistryUnavailableException e) {
      throw new UncheckedIOException(e);
    }
  }
}
