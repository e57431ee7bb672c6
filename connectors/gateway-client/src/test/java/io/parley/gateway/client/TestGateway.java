package io.parley.gateway.client;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.Decoding;
import io.parley.schemas.wire.InMemorySchemas;
import io.parley.schemas.wire.RecordDecoder;
import io.parley.schemas.wire.RegistryUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A gateway without threads: its loop, its history and Kafka's producer are in a test's hand. */
final class TestGateway {

  private static final Map<String, Class<? extends SpecificRecord>> WRITTEN =
      Map.of(
          Topics.COMMANDS, ConversationCommand.class,
          Topics.SESSIONS, SessionEvent.class,
          Topics.GATEWAYS, GatewayEvent.class,
          Topics.RECEIPTS, Receipt.class);

  final ManualLoop loop = new ManualLoop();
  final FakeHistory history = new FakeHistory();
  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  final FakeProducer producer;
  final List<Exception> failures = new ArrayList<>();
  final GatewayCore core;

  private final InMemorySchemas schemas = schemas();

  /** A registry with the schemas of all topics that gateways write. */
  static InMemorySchemas schemas() {
    InMemorySchemas schemas = new InMemorySchemas();
    WRITTEN.forEach(
        (topic, type) -> schemas.register(topic + "-value", SpecificData.get().getSchema(type)));
    return schemas;
  }

  TestGateway() {
    this(GatewaySettings.of(Records.GATEWAY));
  }

  TestGateway(GatewaySettings settings) {
    this(settings, true);
  }

  /**
   * A gateway.
   *
   * @param kafkaAnswers whether Kafka takes each record at once; otherwise the test says when
   */
  TestGateway(GatewaySettings settings, boolean kafkaAnswers) {
    this(settings, kafkaAnswers, Optional.empty());
  }

  /** A gateway that signs its records, if it has a signer. */
  TestGateway(GatewaySettings settings, boolean kafkaAnswers, Optional<Signer> signer) {
    producer = new FakeProducer(kafkaAnswers);
    GatewayMetrics counters = new GatewayMetrics(metrics, settings.gatewayId());
    Uplink uplink = new Uplink(settings, producer, schemas, signer, loop, counters, failures::add);
    core = new GatewayCore(settings, uplink, history, loop, counters, failures::add);
  }

  /** A session of a device, with the connection that the test looks at. */
  DeviceSession connect(String user, String device, TestConnection connection) {
    DeviceSession session = core.session(new DeviceKey(user, device), connection);
    loop.execute(() -> core.open(session));
    return session;
  }

  void receive(Delivery delivery) {
    loop.execute(() -> core.onDelivery(delivery, Optional.empty()));
  }

  /** A DIRECT of a stored event for a session. */
  void direct(DeviceSession session, ConversationEvent event) {
    history.store(event);
    receive(Records.direct(session.key(), session.epoch(), event));
  }

  /** A SYNC for a session. */
  void sync(DeviceSession session, String conversation, long after, Long upTo, int attempt) {
    receive(Records.sync(session.key(), session.epoch(), conversation, after, upTo, attempt));
  }

  <T extends SpecificRecord> List<T> written(Class<T> type) {
    List<T> records = new ArrayList<>();
    for (ProducerRecord<byte[], byte[]> record : producer.history()) {
      if (WRITTEN.get(record.topic()) == type) {
        records.add(decode(type, record.value()));
      }
    }
    return records;
  }

  private <T extends SpecificRecord> T decode(Class<T> type, byte[] value) {
    try {
      return ((Decoding.Decoded<T>) RecordDecoder.of(type, schemas).decode(value)).record();
    } catch (RegistryUnavailableException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The sessions written so far, such as "ann.phone CONNECTED". */
  List<String> sessions() {
    return written(SessionEvent.class).stream()
        .map(event -> event.getDeviceId() + " " + event.getState())
        .toList();
  }

  /** The receipts written so far, such as "ann.phone DELIVERED 7". */
  List<String> receipts() {
    return written(Receipt.class).stream()
        .map(
            receipt ->
                receipt.getDeviceId() + " " + receipt.getKind() + " " + receipt.getMessageId())
        .toList();
  }

  double count(String meter) {
    return metrics.get("parley.gateway." + meter).counter().count();
  }
}
