package io.parley.it.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.cli.StackState;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import io.parley.schemas.wire.Decoding;
import io.parley.schemas.wire.RecordDecoder;
import io.parley.schemas.wire.RecordEncoder;
import io.parley.schemas.wire.RegistryUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The topics on the gateways' side. Reads {@code chat.acks} and {@code chat.deliveries}
 * uncommitted, from where they end when it is opened. For one thread.
 *
 * <p>A record that Kafka does not take within its delivery timeout fails the fleet: the timeout is
 * longer than any outage that is to be survived.
 */
final class Wire implements AutoCloseable {

  /** Takes what comes in. */
  interface Listener {
    void onAck(CommandAck ack);

    void onDelivery(Delivery delivery);
  }

  private static final String DELIVERY_TIMEOUT_MILLIS = "600000";

  private final ConfluentSchemaLookup registry;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final RecordEncoder<ConversationCommand> commands;
  private final RecordEncoder<SessionEvent> sessions;
  private final RecordEncoder<Receipt> receipts;
  private final RecordDecoder<CommandAck> acks;
  private final RecordDecoder<Delivery> deliveries;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  Wire(StackState stack) {
    registry = ConfluentSchemaLookup.connect(List.of(stack.registryUrl()), Map.of());
    commands = RecordEncoder.of(ConversationCommand.class, Topics.COMMANDS, registry);
    sessions = RecordEncoder.of(SessionEvent.class, Topics.SESSIONS, registry);
    receipts = RecordEncoder.of(Receipt.class, Topics.RECEIPTS, registry);
    acks = RecordDecoder.of(CommandAck.class, registry);
    deliveries = RecordDecoder.of(Delivery.class, registry);
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                stack.bootstrapServers(),
                "delivery.timeout.ms",
                DELIVERY_TIMEOUT_MILLIS,
                "linger.ms",
                "0"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                stack.bootstrapServers(),
                "isolation.level",
                "read_uncommitted",
                "auto.offset.reset",
                "none",
                "max.poll.records",
                "2000",
                "fetch.max.wait.ms",
                "100"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    goToTheEnd();
  }

  private void goToTheEnd() {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : List.of(Topics.ACKS, Topics.DELIVERIES)) {
      consumer
          .partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    // The position is looked up when it is first asked for.
    partitions.forEach(consumer::position);
  }

  void send(ConversationCommand command) {
    send(Topics.COMMANDS, commands, command.getConversationId(), command);
  }

  void send(SessionEvent session) {
    send(Topics.SESSIONS, sessions, session.getUserId(), session);
  }

  void send(Receipt receipt) {
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

  /** Hands over what has come, waiting a while if nothing has. */
  void poll(Duration patience, Listener listener) {
    Exception failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException(
          "Kafka did not take a record; the fleet no longer knows what was sent", failed);
    }
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
      if (record.topic().equals(Topics.ACKS)) {
        listener.onAck(decoded(acks, record));
      } else {
        listener.onDelivery(decoded(deliveries, record));
      }
    }
  }

  private static <T extends SpecificRecord> T decoded(
      RecordDecoder<T> decoder, ConsumerRecord<byte[], byte[]> record) {
    try {
      Decoding<T> decoding = decoder.decode(record.value());
      if (decoding instanceof Decoding.Decoded<T> decoded) {
        return decoded.record();
      }
      throw new IllegalStateException(
          "%s-%d@%d, which a job wrote, is no record of its topic: %s"
              .formatted(record.topic(), record.partition(), record.offset(), decoding));
    } catch (RegistryUnavailableException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    consumer.close();
    producer.close();
    try {
      registry.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
