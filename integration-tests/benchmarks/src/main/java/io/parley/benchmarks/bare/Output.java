package io.parley.benchmarks.bare;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The output of one loop: two transactional producers with the settings of the jobs' producers,
 * used in turn. While a thread of its own commits a transaction of one, the loop goes on in the
 * next transaction, with the other. A record that could not be sent fails the commit, and a failed
 * commit fails the next one. For one thread.
 *
 * <p>Transactions commit one after the other, each with the offsets of its own input. So a process
 * that dies leaves committed what came from the input up to some offsets, and these offsets.
 */
final class Output {

  private final BareSettings settings;
  private final List<Producer<byte[], byte[]>> producers;
  private final ExecutorService commits =
      Executors.newSingleThreadExecutor(
          commit -> {
            Thread thread = new Thread(commit, "bare-commit");
            thread.setDaemon(true);
            return thread;
          });
  private CompletableFuture<Void> lastCommit = CompletableFuture.completedFuture(null);
  private int current;

  /** Makes two producers, with an id of its own for each. */
  Output(BareSettings settings, String transactionalId) {
    this(
        settings,
        Stream.of("-a", "-b").map(half -> producer(settings, transactionalId + half)).toList());
  }

  /**
   * @param producers two
   */
  Output(BareSettings settings, List<Producer<byte[], byte[]>> producers) {
    this.settings = settings;
    this.producers = producers;
  }

  private static Producer<byte[], byte[]> producer(BareSettings settings, String id) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            settings.bootstrapServers(),
            "transactional.id",
            settings.prefix() + id,
            "compression.type",
            "lz4"),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  void open() {
    producers.forEach(Producer::initTransactions);
  }

  /** Begins a transaction. The one before it may still be committing. */
  void begin() {
    producer().beginTransaction();
  }

  /** Sends a record to a topic of the catalogue. */
  void send(String topic, String key, byte[] value) {
    var unused =
        producer().send(new ProducerRecord<>(settings.topic(topic), key.getBytes(UTF_8), value));
  }

  /**
   * Has the transaction committed, when the one before it is. Returns when the brokers have its
   * records: those of the next one must not overtake them.
   *
   * @param offsets of the input of its records
   * @throws ExecutionException if the one before it could not be committed
   */
  void commit(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group)
      throws ExecutionException, InterruptedException {
    Producer<byte[], byte[]> committing = producer();
    committing.flush();
    lastCommit.get();
    Map<TopicPartition, OffsetAndMetadata> input = Map.copyOf(offsets);
    lastCommit = CompletableFuture.runAsync(() -> commit(committing, input, group), commits);
    current = 1 - current;
  }

  private static void commit(
      Producer<byte[], byte[]> producer,
      Map<TopicPartition, OffsetAndMetadata> offsets,
      ConsumerGroupMetadata group) {
    if (!offsets.isEmpty()) {
      producer.sendOffsetsToTransaction(offsets, group);
    }
    producer.commitTransaction();
  }

  private Producer<byte[], byte[]> producer() {
    return producers.get(current);
  }
}
