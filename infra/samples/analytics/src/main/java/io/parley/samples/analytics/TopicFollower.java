package io.parley.samples.analytics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.schemas.status.ReadCursor;
import io.parley.schemas.status.ReceiptStats;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.Decoding;
import io.parley.schemas.wire.RecordDecoder;
import io.parley.schemas.wire.RegistryUnavailableException;
import io.parley.schemas.wire.SchemaLookup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the receipt topics from their beginning and then on, at {@code read_committed}, so each
 * record counts once and no aborted record counts. It belongs to no group and commits nothing: the
 * topics are small, and the page starts anew each time.
 *
 * <p>It has a thread of its own. A record that cannot be decoded is skipped. If the registry or
 * Kafka does not answer, the follower waits and tries again.
 */
final class TopicFollower implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
  private static final Duration POLL = Duration.ofMillis(500);

  private final Consumer<byte[], byte[]> consumer;
  private final Figures figures;
  private final String statsTopic;
  private final String cursorsTopic;
  private final RecordDecoder<ReceiptStats> stats;
  private final RecordDecoder<ReadCursor> cursors;
  private final Thread thread = new Thread(this::run, "analytics");
  private final CountDownLatch closing = new CountDownLatch(1);
  private Map<TopicPartition, Long> endsAtStart;

  /**
   * Follows nothing before {@link #start}.
   *
   * @param topic gives the name that a topic of the catalogue has on the brokers
   */
  TopicFollower(
      Consumer<byte[], byte[]> consumer,
      SchemaLookup schemas,
      UnaryOperator<String> topic,
      Figures figures) {
    this.consumer = consumer;
    this.figures = figures;
    statsTopic = topic.apply(Topics.RECEIPT_STATS);
    cursorsTopic = topic.apply(Topics.READ_CURSORS);
    stats = RecordDecoder.of(ReceiptStats.class, schemas);
    cursors = RecordDecoder.of(ReadCursor.class, schemas);
  }

  /**
   * A consumer with the settings that the contract recommends for analytics.
   *
   * @param client the address and the credentials, as properties of a Kafka client
   */
  static Consumer<byte[], byte[]> consumer(Map<String, Object> client) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", "false");
    settings.put("auto.offset.reset", "earliest");
    settings.put("max.partition.fetch.bytes", "2097152");
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try (consumer) {
      while (!isClosed()) {
        try {
          follow();
        } catch (WakeupException e) {
          LOG.debug("The follower ends", e);
        } catch (KafkaException e) {
          LOG.warn("Kafka does not answer, so the figures stand still: {}", e.toString());
          pause();
        }
      }
    }
  }

  /** Begins anew each time. Records that come again change no figure. */
  private void follow() {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : List.of(statsTopic, cursorsTopic)) {
      consumer
          .partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    endsAtStart = new HashMap<>(consumer.endOffsets(partitions));
    while (!isClosed()) {
      consumer.poll(POLL).forEach(this::take);
      noticeTheEnds();
    }
  }

  private void noticeTheEnds() {
    endsAtStart.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
    if (endsAtStart.isEmpty()) {
      figures.isCurrent();
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.topic().equals(statsTopic)) {
      decode(stats, record).ifPresent(figures::take);
      return;
    }
    String key = new String(record.key(), UTF_8);
    if (record.value() == null) {
      figures.forget(key);
    } else {
      decode(cursors, record).ifPresent(cursor -> figures.take(key, cursor));
    }
  }

  private <T extends SpecificRecord> Optional<T> decode(
      RecordDecoder<T> decoder, ConsumerRecord<byte[], byte[]> record) {
    while (!isClosed()) {
      try {
        return decoder.decode(record.value()) instanceof Decoding.Decoded<T> decoded
            ? Optional.of(decoded.record())
            : Optional.empty();
      } catch (RegistryUnavailableException e) {
        LOG.warn(
            "The schema registry does not answer, so the figures stand still: {}", e.toString());
        pause();
      }
    }
    return Optional.empty();
  }

  private void pause() {
    try {
      boolean unused = closing.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing.countDown();
    }
  }

  private boolean isClosed() {
    return closing.getCount() == 0;
  }

  /** Ends the thread. */
  @Override
  public void close() {
    closing.countDown();
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
