package io.parley.gateway.client;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.schemas.wire.SchemaLookup;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Describes a {@link GatewayClient}. Kafka, schemas and history are required. */
public final class GatewayClientBuilder {

  private final GatewaySettings settings;
  private Producer<byte[], byte[]> producer;
  private Consumer<byte[], byte[]> consumer;
  private SchemaLookup schemas;
  private HistorySource history;
  private MeterRegistry registry = new SimpleMeterRegistry();

  GatewayClientBuilder(GatewaySettings settings) {
    this.settings = Objects.requireNonNull(settings);
  }

  /** Kafka, with {@link RecommendedKafkaSettings}. */
  public GatewayClientBuilder kafka(String bootstrapServers) {
    return kafka(
        new KafkaProducer<>(
            RecommendedKafkaSettings.producer(bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer()),
        new KafkaConsumer<>(
            RecommendedKafkaSettings.consumer(bootstrapServers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer()));
  }

  /** Clients of the caller's making. The gateway closes them. */
  public GatewayClientBuilder kafka(
      Producer<byte[], byte[]> newProducer, Consumer<byte[], byte[]> newConsumer) {
    producer = newProducer;
    consumer = newConsumer;
    return this;
  }

  /** The schema registry. The caller closes it after the gateway. */
  public GatewayClientBuilder schemas(SchemaLookup newSchemas) {
    schemas = newSchemas;
    return this;
  }

  /** The source of stored events for SYNC. The caller closes it after the gateway. */
  public GatewayClientBuilder history(HistorySource newHistory) {
    history = newHistory;
    return this;
  }

  /**
   * The registry of the gateway's metrics. Without it the metrics go to a registry that nobody
   * sees.
   */
  public GatewayClientBuilder metrics(MeterRegistry newRegistry) {
    registry = newRegistry;
    return this;
  }

  /** The gateway, not started yet. */
  public GatewayClient build() {
    return new GatewayClient(
        settings,
        Objects.requireNonNull(producer, "kafka(..) is missing"),
        Objects.requireNonNull(consumer, "kafka(..) is missing"),
        Objects.requireNonNull(schemas, "schemas(..) is missing"),
        Objects.requireNonNull(history, "history(..) is missing"),
        Objects.requireNonNull(registry));
  }
}
