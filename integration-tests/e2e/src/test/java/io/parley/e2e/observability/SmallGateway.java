package io.parley.e2e.observability;

import io.parley.gateway.client.GatewayClient;
import io.parley.gateway.client.GatewaySettings;
import io.parley.gateway.client.RecommendedKafkaSettings;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import io.parley.simulator.HistoryClient;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A gateway without users whose producer has room for two batches. A gateway has 32 MiB otherwise,
 * which its signs of life alone would not fill in a day.
 */
final class SmallGateway implements AutoCloseable {

  private final ConfluentSchemaLookup registry;
  private final HistoryClient history;
  private final GatewayClient client;

  SmallGateway(ObservedStack stack) {
    String brokers = stack.services().bootstrapServers();
    registry = stack.services().connectRegistry();
    history = new HistoryClient(stack.services());
    Map<String, Object> small = new HashMap<>(RecommendedKafkaSettings.producer(brokers));
    small.put("batch.size", "16384");
    small.put("buffer.memory", "32768");
    client =
        GatewayClient.builder(GatewaySettings.of(ObservedStack.OWN_GATEWAY))
            .kafka(
                new KafkaProducer<>(small, new ByteArraySerializer(), new ByteArraySerializer()),
                new KafkaConsumer<>(
                    RecommendedKafkaSettings.consumer(brokers),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer()))
            .schemas(registry)
            .history(history)
            .metrics(stack.observation().metrics())
            .signedWith(stack.ownKey())
            .build();
    client.start();
  }

  @Override
  public void close() throws IOException {
    client.close();
    history.close();
    registry.close();
  }
}
