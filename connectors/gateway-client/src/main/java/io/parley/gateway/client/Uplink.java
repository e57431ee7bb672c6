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
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RetriableException;

/**
 * The output of a gateway to Kafka. For the loop's thread, to which outcomes come back.
 *
 * <p>A session, receipt or sign of life that Kafka does not take is sent again until Kafka takes
 * it. An error that will not pass, such as a missing permission, goes to {@code fatal}, because the
 * gateway can no longer keep its contract.
 *
 * <p>Kafka's client blocks its caller when its buffer is full. So commands and receipts wait
 * outside of it while it holds much: see {@link #hasRoom}. Then a partition without a leader holds
 * up commands and receipts, but neither the signs of life nor the deliveries of the gateway.
 */
final class Uplink {

  /** The pause before a record is given to Kafka's client again. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  /** Half of the buffer that Kafka's client has by default. */
  private static final long MOST_HELD_BYTES = 16L << 20;

  private final GatewaySettings settings;
  private final Producer<byte[], byte[]> producer;
  private final Loop loop;
  private final GatewayMetrics metrics;
  private final Consumer<Exception> fatal;
  private final Optional<Signer> signer;
  private final RecordEncoder<GatewayEvent> gateways;
  private final RecordEncoder<SessionEvent> sessions;
  private final RecordEncoder<ConversationCommand> commands;
  private final RecordEncoder<Receipt> receipts;
  private long heldBytes;

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
    this.loop = loop;
    this.metrics = metrics;
    this.fatal = fatal;
    gateways = RecordEncoder.of(GatewayEvent.class, settings.topic(Topics.GATEWAYS), schemas);
    sessions = RecordEncoder.of(SessionEvent.class, settings.topic(Topics.SESSIONS), schemas);
    commands =
        RecordEncoder.of(ConversationCommand.class, settings.topic(Topics.COMMANDS), schemas);
    receipts = RecordEncoder.of(Receipt.class, settings.topic(Topics.RECEIPTS), schemas);
  }

  /** Looks up the ids of all schemas, so that no later record needs the registry. */
  void lookUpSchemas() throws RegistryUnavailableException {
    gateways.lookUpSchema();
    sessions.lookUpSchema();
    commands.lookUpSchema();
    receipts.lookUpSchema();
  }

  /** Writes a sign of life; {@code taken} runs on the loop's thread with its append time. */
  void write(GatewayEvent event, Consumer<RecordMetadata> taken) {
    write(record(Topics.GATEWAYS, event.getGatewayId(), gateways, event), taken);
  }

  void write(SessionEvent event) {
    write(record(Topics.SESSIONS, event.getUserId(), sessions, event), any -> {});
  }

  void write(Receipt receipt) {
    metrics.writtenReceipts.increment();
    write(record(Topics.RECEIPTS, receipt.getConversationId(), receipts, receipt), any -> {});
  }

  private void write(ProducerRecord<byte[], byte[]> record, Consumer<RecordMetadata> taken) {
    send(
        record,
        (metadata, error) -> {
          if (error == null) {
            taken.accept(metadata);
          } else if (error instanceof RetriableException) {
            metrics.failedWrites.increment();
            loop.after(PAUSE, () -> write(record, taken));
          } else {
            fatal.accept(error);
          }
        });
  }

  /** Whether Kafka's client may be given more commands and receipts now. */
  boolean hasRoom() {
    return heldBytes < MOST_HELD_BYTES;
  }

  /** The outcome of a command's record: null if Kafka has it. */
  interface Outcome {
    void on(RecordMetadata metadata, Exception error);
  }

  /**
   * Writes a command.
   *
   * @throws RuntimeException if the command cannot be encoded; nothing is written
   */
  void write(ConversationCommand command, Optional<String> traceparent, Outcome outcome) {
    ProducerRecord<byte[], byte[]> record =
        record(Topics.COMMANDS, command.getConversationId(), commands, command);
    traceparent.ifPresent(value -> record.headers().add("traceparent", value.getBytes(UTF_8)));
    send(record, outcome);
  }

  private void send(ProducerRecord<byte[], byte[]> record, Outcome outcome) {
    int size = record.key().length + record.value().length;
    heldBytes += size;
    Future<RecordMetadata> unused =
        producer.send(
            record,
            (metadata, error) ->
                loop.execute(
                    () -> {
                      heldBytes -= size;
                      outcome.on(metadata, error);
                    }));
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
