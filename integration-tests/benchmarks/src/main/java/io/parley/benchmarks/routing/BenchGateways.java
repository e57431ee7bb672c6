package io.parley.benchmarks.routing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.gateway.client.ClientConnection;
import io.parley.gateway.client.ClientSession;
import io.parley.gateway.client.CloseReason;
import io.parley.gateway.client.GatewayClient;
import io.parley.gateway.client.GatewaySettings;
import io.parley.gateway.client.Handover;
import io.parley.gateway.client.RecommendedKafkaSettings;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.receipt.ReceiptKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Gateways of the gateway library, with devices that acknowledge everything at once. They count
 * what reaches devices, and take the latency of messages that say in their {@code
 * client_message_id} when they were due.
 */
final class BenchGateways implements AutoCloseable {

  /** Begins the client ids of the gateways, and with them the names of their threads. */
  static final String CLIENT = "bench-";

  private static final String DUE = "due-";
  private static final long LONGEST_NANOS = 60_000_000_000L;

  /** Events that reached a device as they happened. */
  final LongAdder live = new LongAdder();

  /** Events that reached a device from the table. */
  final LongAdder stored = new LongAdder();

  /** Latencies that were taken. */
  final LongAdder measured = new LongAdder();

  // A recorder loses nothing that is recorded while it is read.
  private final Recorder latency = new Recorder(LONGEST_NANOS, 3);
  private final MeterRegistry metrics = new SimpleMeterRegistry();
  private final Stand stand;
  private final StoredRows rows;
  private final List<GatewayClient> gateways = new ArrayList<>();

  BenchGateways(Stand stand, StoredRows rows) {
    this.stand = stand;
    this.rows = rows;
  }

  /** Starts gateways beyond those that run. */
  void start(int count) {
    for (int n = 0; n < count; n++) {
      int number = gateways.size();
      Map<String, Object> producer =
          new HashMap<>(RecommendedKafkaSettings.producer(stand.bootstrapServers()));
      producer.put("client.id", CLIENT + number);
      GatewayClient gateway =
          GatewayClient.builder(GatewaySettings.of("gateway-" + number))
              .kafka(
                  new KafkaProducer<>(
                      producer, new ByteArraySerializer(), new ByteArraySerializer()),
                  new KafkaConsumer<>(
                      RecommendedKafkaSettings.consumer(stand.bootstrapServers()),
                      new ByteArrayDeserializer(),
                      new ByteArrayDeserializer()))
              .schemas(stand.schemas())
              .history(rows)
              .metrics(metrics)
              .build();
      gateway.start();
      gateways.add(gateway);
    }
  }

  /** Stops the newest gateways in an orderly way. */
  void stop(int count) {
    for (int n = 0; n < count; n++) {
      gateways.remove(gateways.size() - 1).close();
    }
  }

  int running() {
    return gateways.size();
  }

  /** Connects a user's phone to one of the gateways. */
  ClientSession connect(String user, int gateway) {
    Phone phone = new Phone();
    phone.session = gateways.get(gateway % gateways.size()).onConnect(user, "phone", phone);
    return phone.session;
  }

  /** How many broadcasts gateways got. */
  long broadcasts() {
    return Math.round(
        metrics.find("parley.gateway.deliveries").tag("kind", "broadcast").counters().stream()
            .mapToDouble(Counter::count)
            .sum());
  }

  /** The client_message_id of a message that is due at a {@link System#nanoTime}. */
  static String due(long nanos) {
    return DUE + nanos;
  }

  /** The latencies since the last call, in nanoseconds. */
  Histogram latencies() {
    return latency.getIntervalHistogram();
  }

  private void measure(String id) {
    if (id.startsWith(DUE)) {
      long nanos = System.nanoTime() - Long.parseLong(id, DUE.length(), id.length(), 10);
      latency.recordValue(Math.max(0, Math.min(nanos, LONGEST_NANOS)));
      measured.increment();
    }
  }

  /** A connection. The gateway calls it on its thread. */
  private final class Phone implements ClientConnection {
    private volatile ClientSession session;

    @Override
    public void deliver(Handover handover) {
      if (handover instanceof Handover.Live event) {
        measure(event.event().getClientMessageId());
        live.increment();
        acknowledge(event.event());
      } else if (handover instanceof Handover.Stored event) {
        stored.increment();
        acknowledge(event.event());
      }
    }

    private void acknowledge(ConversationEvent event) {
      session.acknowledge(event.getConversationId(), event.getEventId(), ReceiptKind.DELIVERED);
    }

    @Override
    public void close(CloseReason reason) {
      // A newer connection of the same phone has replaced this one, or the benchmark ends.
    }
  }

  @Override
  public void close() {
    gateways.forEach(GatewayClient::close);
  }
}
