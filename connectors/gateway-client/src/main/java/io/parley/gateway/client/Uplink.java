package io.parley.gateway.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.RecordEncoder;
import io.parley.schemas.wire.RegistryUnavailableException;
import io.parley.schemas.wire.SchemaLookup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * The output of a gateway to Kafka. For the loop's thread, to which outcomes come back.
 *
 * <p>A session, receipt or sign of life that Kafka does not take is sent again until Kafka takes
 * it. An error that will not pass, such as a missing permission, goes to {@code fatal}, because the
 * gateway can no longer keep its contract.
 *
 * <p>Kafka's client blocks its caller when its buffer is full or a topic is lost. Each topic has an
 * {@link Outlet}, which gives the client nothing for a while after that. Commands and receipts wait
 * outside of the client while it holds much or their topic pauses: see {@link #hasRoomFor}. So a
 * partition without a leader or a lost topic holds up neither the signs of life nor the deliveries
 * of the gateway.
 */
final class Uplink {

  private static final List<String> WRITTEN =
      List.of(Topics.GATEWAYS, Topics.SESSIONS, Topics.COMMANDS, Topics.RECEIPTS);

  /** A quarter of the buffer that Kafka's client has with the recommended settings. */
  private static final long MOST_HELD_BYTES = 16L << 20;

  private final GatewaySettings settings;
  private final Producer<byte[], byte[]> producer;
  private final GatewayMetrics metrics;
  private final Consumer<Exception> fatal;
  private final Optional<Signer> signer;
  private final RecordEncoder<GatewayEvent> gateways;
  private final RecordEncoder<SessionEvent> sessions;
  private final RecordEncoder<ConversationCommand> commands;
  private final RecordEncoder<Receipt> receipts;
  private final Map<String, Outlet> outlets = new HashMap<>();

  Uplink(
      GatewaySettings settings,
      Producer<byte[], byte[]> producer,
      SchemaLookup schemas,
      Optional<Signer> signer,
      Loop loop,
      GatewayMetrics metrics,
      Consumer<Exception> fatal) {
    this.settings = settings;
    this.producer = producer;
    this.signer = signer;
    this.metrics = metrics;
    this.fatal = fatal;
    gateways = RecordEncoder.of(GatewayEvent.class, settings.topic(Topics.GATEWAYS), schemas);
    sessions = RecordEncoder.of(SessionEvent.class, settings.topic(Topics.SESSIONS), schemas);
    commands =
        RecordEncoder.of(ConversationCommand.class, settings.topic(Topics.COMMANDS), schemas);
    receipts = RecordEncoder.of(Receipt.class, settings.topic(Topics.RECEIPTS), schemas);
    for (String topic : WRITTEN) {
      outlets.put(topic, new Outlet(settings.topic(topic), producer, loop, metrics));
    }
  }

  /** Looks up the ids of all schemas, so that no later record needs the registry. */
  void lookUpSchemas() throws RegistryUnavailableException {
    gateways.lookUpSchema();
    sessions.lookUpSchema();
    commands.lookUpSchema();
    receipts.lookUpSchema();
  }

  /**
   * Waits until Kafka's client knows all topics that the gateway writes.
   *
   * @throws IllegalStateException if one of them does not exist
   */
  void findTopics() {
    TopicSearch search = new TopicSearch(producer);
    WRITTEN.forEach(topic -> search.find(settings.topic(topic)));
  }

  /** Writes a sign of life; {@code taken} runs on the loop's thread with its append time. */
  void write(GatewayEvent event, Consumer<RecordMetadata> taken) {
    write(Topics.GATEWAYS, event.getGatewayId(), gateways, event, taken);
  }

  /** Writes a session; {@code taken} runs on the loop's thread when Kafka has it. */
  void write(SessionEvent event, Runnable taken) {
    write(Topics.SESSIONS, event.getUserId(), sessions, event, any -> taken.run());
  }

  void write(Receipt receipt) {
    metrics.writtenReceipts.increment();
    write(Topics.RECEIPTS, receipt.getConversationId(), receipts, receipt, any -> {});
  }

  private <T extends SpecificRecord> void write(
      String topic, String key, RecordEncoder<T> encoder, T value, Consumer<RecordMetadata> taken) {
    outlets
        .get(topic)
        .write(
            record(topic, key, encoder, value),
            (metadata, error) -> {
              if (error == null) {
                taken.accept(metadata);
              } else {
                fatal.accept(error);
              }
            });
  }

  /** Whether Kafka's client may be given more commands or receipts now. */
  boolean hasRoomFor(String topic) {
    return outlets.get(topic).isOpen()
        && outlets.values().stream().mapToLong(Outlet::heldBytes).sum() < MOST_HELD_BYTES;
  }

  /**
   * Writes a command once. The outcome gets every error.
   *
   * @throws RuntimeException if the command cannot be encoded; nothing is written
   */
  void write(ConversationCommand command, Optional<String> traceparent, Outlet.Outcome outcome) {
    ProducerRecord<byte[], byte[]> record =
        record(Topics.COMMANDS, command.getConversationId(), commands, command);
    traceparent.ifPresent(value -> record.headers().add("traceparent", value.getBytes(UTF_8)));
    outlets.get(Topics.COMMANDS).give(record, outcome);
  }

  /** Gives Kafka's client the records that wait for the end of a pause. For the gateway's end. */
  void giveWhatWaits() {
    outlets.values().forEach(Outlet::resume);
  }

  private <T extends SpecificRecord> ProducerRecord<byte[], byte[]> record(
      String topic, String key, RecordEncoder<T> encoder, T value) {
    try {
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(settings.topic(topic), key.getBytes(UTF_8), encoder.encode(value));
      signer.ifPresent(signature -> signature.sign(record));
      return record;
    } catch (RegistryUnavailableException e) {
      throw new IllegalStateException(
          "A schema is looked up for the first record although the start looks up all", e);
    }
  }
}
