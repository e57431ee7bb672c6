package io.parley.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.command.ServiceAddresses;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import io.parley.schemas.wire.RecordEncoder;
import io.parley.schemas.wire.RegistryUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What gateways write. Each of the three methods for one thread at a time.
 *
 * <p>A record that Kafka does not take within its delivery timeout is a failure of the whole: the
 * timeout is longer than any outage that is to be survived.
 */
public final class Uplink implements AutoCloseable {

  private static final String DELIVERY_TIMEOUT_MILLIS = "600000";

  private final ConfluentSchemaLookup registry;
  private final KafkaProducer<byte[], byte[]> producer;
  private final RecordEncoder<ConversationCommand> commands;
  private final RecordEncoder<SessionEvent> sessions;
  private final RecordEncoder<Receipt> receipts;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  /** Sends each record at once: {@code linger.ms} is 0. */
  public Uplink(ServiceAddresses stack) {
    this(stack, 0);
  }

  /**
   * Connects.
   *
   * @param lingerMillis how long a record waits for others to share its request
   */
  public Uplink(ServiceAddresses stack, int lingerMillis) {
    registry = ConfluentSchemaLookup.connect(List.of(stack.registryUrl()), Map.of());
    commands = RecordEncoder.of(ConversationCommand.class, Topics.COMMANDS, registry);
    sessions = RecordEncoder.of(SessionEvent.class, Topics.SESSIONS, registry);
    receipts = RecordEncoder.of(Receipt.class, Topics.RECEIPTS, registry);
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                stack.bootstrapServers(),
                "delivery.timeout.ms",
                DELIVERY_TIMEOUT_MILLIS,
                "linger.ms",
                Integer.toString(lingerMillis)),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Sends a command. */
  public void send(ConversationCommand command) {
    send(Topics.COMMANDS, commands, command.getConversationId(), command);
  }

  /** Sends what a session came to. */
  public void send(SessionEvent session) {
    send(Topics.SESSIONS, sessions, session.getUserId(), session);
  }

  /** Sends a receipt. */
  public void send(Receipt receipt) {
    send(Topics.RECEIPTS, receipts, receipt.getConversationId(), receipt);
  }

  private <T extends SpecificRecord> void send(
      String topic, RecordEncoder<T> encoder, String key, T value) {
    try {
      Future<RecordMetadata> unused =
          producer.send(
              new ProducerRecord<>(topic, key.getBytes(UTF_8), encoder.encode(value)),
              (metadata, exception) -> {
                if (exception != null) {
                  failure.compareAndSet(null, exception);
                }
              });
    } catch (RegistryUnavailableException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Checks that Kafka has taken everything so far, as far as is known.
   *
   * @throws IllegalStateException if not
   */
  public void check() {
    Exception failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException(
          "Kafka did not take a record; nobody knows any longer what was sent", failed);
    }
  }

  @Override
  public void close() {
    producer.close();
    try {
      registry.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
