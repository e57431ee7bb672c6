package io.parley.simulator;

import io.parley.command.ServiceAddresses;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import io.parley.schemas.wire.Decoding;
import io.parley.schemas.wire.RecordDecoder;
import io.parley.schemas.wire.RegistryUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The topics on the gateways' side. Reads {@code chat.acks} and {@code chat.deliveries}
 * uncommitted, from where they end when it is opened. For one thread.
 *
 * <p>A record that Kafka does not take fails the fleet.
 */
final class Wire implements AutoCloseable {

  /** Takes what comes in. */
  interface Listener {
    void onAck(CommandAck ack);

    void onDelivery(Delivery delivery);
  }

  private final ConfluentSchemaLookup registry;
  private final Uplink uplink;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final RecordDecoder<CommandAck> acks;
  private final RecordDecoder<Delivery> deliveries;

  Wire(ServiceAddresses stack) {
    registry = ConfluentSchemaLookup.connect(List.of(stack.registryUrl()), Map.of());
    uplink = new Uplink(stack);
    acks = RecordDecoder.of(CommandAck.class, registry);
    deliveries = RecordDecoder.of(Delivery.class, registry);
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
    uplink.send(command);
  }

  void send(SessionEvent session) {
    uplink.send(session);
  }

  void send(Receipt receipt) {
    uplink.send(receipt);
  }

  /** Hands over what has come, waiting a while if nothing has. */
  void poll(Duration patience, Listener listener) {
    uplink.check();
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
    uplink.close();
    try {
      registry.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
