package io.parley.gateway.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.Decoding;
import io.parley.schemas.wire.RecordDecoder;
import io.parley.schemas.wire.RegistryUnavailableException;
import io.parley.schemas.wire.SchemaLookup;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The input of a gateway: its partition of {@code chat.acks} and its partition of {@code
 * chat.deliveries}, from their ends on. It skips the records of other gateways by key. For the
 * loop's thread.
 *
 * <p>A record that cannot be decoded is counted and skipped. The router repeats a delivery, and a
 * device repeats a command. While the registry is down and a new schema is needed, the partition
 * waits.
 */
final class Inflow {

  /** The receiver of the input. */
  interface Listener {
    void onAck(CommandAck ack);

    void onDelivery(Delivery delivery, Optional<String> traceparent);
  }

  private static final Logger LOG = LoggerFactory.getLogger(Inflow.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final GatewaySettings settings;
  private final Consumer<byte[], byte[]> consumer;
  private final Loop loop;
  private final GatewayMetrics metrics;
  private final byte[] ownKey;
  private final String acksTopic;
  private final RecordDecoder<CommandAck> acks;
  private final RecordDecoder<Delivery> deliveries;

  Inflow(
      GatewaySettings settings,
      Consumer<byte[], byte[]> consumer,
      SchemaLookup schemas,
      Loop loop,
      GatewayMetrics metrics) {
    this.settings = settings;
    this.consumer = consumer;
    this.loop = loop;
    this.metrics = metrics;
    ownKey = settings.gatewayId().getBytes(UTF_8);
    acksTopic = settings.topic(Topics.ACKS);
    acks = RecordDecoder.of(CommandAck.class, schemas);
    deliveries = RecordDecoder.of(Delivery.class, schemas);
  }

  /**
   * Goes to the ends of both partitions, so that records for an earlier incarnation are not read.
   */
  void goToTheEnds() {
    List<TopicPartition> partitions =
        List.of(ownPartition(acksTopic), ownPartition(settings.topic(Topics.DELIVERIES)));
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    // A position is looked up when it is first asked for; it must be fixed before any session.
    partitions.forEach(consumer::position);
  }

  private TopicPartition ownPartition(String topic) {
    List<PartitionInfo> all = consumer.partitionsFor(topic);
    if (all == null || all.isEmpty()) {
      throw new IllegalStateException(
          "Topic "
              + topic
              + " does not exist: the gateway would never get an answer. Run the"
              + " deploy step that creates the topics, then start again.");
    }
    return new TopicPartition(topic, KeyPartition.of(settings.gatewayId(), all.size()));
  }

  /** Gives what has come to the listener, waiting a while if nothing has. */
  void poll(Duration patience, Listener listener) {
    ConsumerRecords<byte[], byte[]> records;
    try {
      records = consumer.poll(patience);
    } catch (WakeupException e) {
      return;
    } catch (OffsetOutOfRangeException e) {
      LOG.warn("The gateway was away for longer than its topics keep records: {}", e.toString());
      consumer.seekToEnd(e.partitions());
      return;
    }
    for (TopicPartition partition : records.partitions()) {
      for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
        if (Arrays.equals(record.key(), ownKey) && !handle(partition, record, listener)) {
          break;
        }
      }
    }
  }

  private boolean handle(
      TopicPartition partition, ConsumerRecord<byte[], byte[]> record, Listener listener) {
    try {
      if (record.topic().equals(acksTopic)) {
        decode(acks, record).ifPresent(listener::onAck);
      } else {
        decode(deliveries, record)
            .ifPresent(delivery -> listener.onDelivery(delivery, traceparent(record)));
      }
      return true;
    } catch (RegistryUnavailableException e) {
      LOG.warn("{} waits for the schema registry: {}", partition, e.toString());
      consumer.seek(partition, record.offset());
      consumer.pause(List.of(partition));
      loop.after(PAUSE, () -> consumer.resume(List.of(partition)));
      return false;
    }
  }

  private <T extends SpecificRecord> Optional<T> decode(
      RecordDecoder<T> decoder, ConsumerRecord<byte[], byte[]> record)
      throws RegistryUnavailableException {
    Decoding<T> decoding = decoder.decode(record.value());
    if (decoding instanceof Decoding.Decoded<T> decoded) {
      return Optional.of(decoded.record());
    }
    metrics.undecodable.increment();
    return Optional.empty();
  }

  private static Optional<String> traceparent(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader("traceparent");
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), UTF_8));
  }
}
