package io.parley.gateway.client;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.schemas.signature.SigningKey;
import io.parley.schemas.wire.SchemaLookup;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
  private Optional<Signer> signer = Optional.empty();
  private MeterRegistry registry = new SimpleMeterRegistry();

  GatewayClientBuilder(GatewaySettings settings) {
    this.settings = Objects.requireNonNull(settings);
  }

  /** Kafka, with {@link RecommendedKafkaSettings}. */
  public GatewayClientBuilder kafka(String bootstrapServers) {
    return kafka(Map.of("bootstrap.servers", bootstrapServers));
  }

  /**
   * Kafka, with {@link RecommendedKafkaSettings}, on a cluster that asks for a login.
   *
   * @param client the address and the credentials, as properties of a Kafka client
   */
  public GatewayClientBuilder kafka(Map<String, Object> client) {
    String address = String.valueOf(client.get("bootstrap.servers"));
    return kafka(
        new KafkaProducer<>(
            with(client, RecommendedKafkaSettings.producer(address)),
            new ByteArraySerializer(),
            new ByteArraySerializer()),
        new KafkaConsumer<>(
            with(client, RecommendedKafkaSettings.consumer(address)),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer()));
  }

  private static Map<String, Object> with(
      Map<String, Object> client, Map<String, Object> recommended) {
    Map<String, Object> all = new HashMap<>(client);
    all.putAll(recommended);
    return all;
  }

  /**
   * The key with which the gateway signs its records, where the jobs check signatures.
   *
   * @throws IllegalArgumentException if it is the key of another gateway
   */
  public GatewayClientBuilder signedWith(SigningKey key) {
    if (!key.gatewayId().equals(settings.gatewayId())) {
      throw new IllegalArgumentException(
          "The %s cannot sign for gateway %s: the jobs would refuse its records."
              .formatted(key, settings.gatewayId()));
    }
    signer = Optional.of(new Signer(key, Clock.systemUTC()));
    return this;
  }

  /**
   * Clients of the caller's making. The gateway closes them. Take {@link RecommendedKafkaSettings}
   * for them: a long {@code max.block.ms} of the producer stops the gateway for as long when a
   * topic is lost.
   */
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
        signer,
        Objects.requireNonNull(registry));
  }
}
