package io.parley.infra.kafka;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A reader of all partitions of one topic, without a consumer group. It commits no offsets. A new
 * reader has no position. Call {@link #skipToEnd} or one of the {@code read} methods first.
 *
 * <p>For one thread. A position that retention has deleted ends in Kafka's {@code
 * OffsetOutOfRangeException}.
 */
public final class TopicReader implements AutoCloseable {

  private static final int GROWTH = 10;
  private static final Duration POLL = Duration.ofMillis(200);
  private static final String MAX_RECORDS = "2000";
  private static final Comparator<ConsumerRecord<byte[], byte[]>> BY_TIME =
      Comparator.comparingLong(ConsumerRecord::timestamp);

  private final Consumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  TopicReader(Consumer<byte[], byte[]> consumer, String topic) {
    this.consumer = consumer;
    partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
  }

  /** Connects. A reader of level READ_COMMITTED does not see records of open transactions. */
  public TopicReader(String bootstrapServers, String topic, IsolationLevel isolation) {
    this(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers), topic, isolation);
  }

  /**
   * Connects to a cluster that may ask for a login.
   *
   * @param client the address and the credentials, as properties of a Kafka client
   */
  public TopicReader(Map<String, ?> client, String topic, IsolationLevel isolation) {
    this(connect(client, isolation), topic);
  }

  private static Consumer<byte[], byte[]> connect(Map<String, ?> client, IsolationLevel isolation) {
    Map<String, Object> properties = new HashMap<>(client);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation.toString());
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_RECORDS);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Goes to the end: {@link #poll} gives what is appended from now on. */
  public void skipToEnd() {
    consumer.seekToEnd(partitions);
    // Kafka looks up a position only when it is first asked for.
    partitions.forEach(consumer::position);
  }

  /** All records up to the present end, in the order of {@link #oldestFirst}. */
  public List<ConsumerRecord<byte[], byte[]>> readAll() {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    oldestFirst().forEach(records::add);
    return records;
  }

  /**
   * All records up to the present end, oldest first as far as their time stamps tell; those of one
   * partition in its order. They are read while they are asked for: a few thousand of each
   * partition are in memory at a time. The reader must not be used for anything else meanwhile.
   */
  public Iterable<ConsumerRecord<byte[], byte[]>> oldestFirst() {
    return Merge::new;
  }

  /** The records from the present position up to the present end. */
  public List<ConsumerRecord<byte[], byte[]>> readToEnd() {
    return readUpTo(consumer.endOffsets(partitions));
  }

  /** The last records that are there now, oldest first as far as their time stamps tell. */
  public List<ConsumerRecord<byte[], byte[]>> readLast(int atMost) {
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    // Transaction markers take offsets too, but give no record. So go back until there are enough
    // records.
    for (long reach = atMost; ; reach *= GROWTH) {
      boolean all = true;
      for (TopicPartition partition : partitions) {
        long from = Math.max(begins.get(partition), ends.get(partition) - reach);
        consumer.seek(partition, from);
        all &= from == begins.get(partition);
      }
      List<ConsumerRecord<byte[], byte[]>> records = readUpTo(ends);
      if (all || records.size() >= atMost) {
        records.sort(BY_TIME);
        return records.subList(Math.max(0, records.size() - atMost), records.size());
      }
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> readUpTo(Map<TopicPartition, Long> ends) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
      records.addAll(poll());
    }
    return records;
  }

  /** The next records. Waits up to 200 ms for the first; then the list is empty. */
  public List<ConsumerRecord<byte[], byte[]>> poll() {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    consumer.poll(POLL).forEach(records::add);
    return records;
  }

  @Override
  public void close() {
    consumer.close();
  }

  /** Takes the oldest of the first records of all partitions, again and again. */
  private final class Merge implements Iterator<ConsumerRecord<byte[], byte[]>> {

    private final Map<TopicPartition, Long> ends;
    private final Map<TopicPartition, Queue<ConsumerRecord<byte[], byte[]>>> waiting =
        new HashMap<>();

    Merge() {
      consumer.seekToBeginning(partitions);
      ends = consumer.endOffsets(partitions);
      partitions.forEach(partition -> waiting.put(partition, new ArrayDeque<>()));
    }

    @Override
    public boolean hasNext() {
      return oldest().isPresent();
    }

    @Override
    public ConsumerRecord<byte[], byte[]> next() {
      return oldest().orElseThrow().remove();
    }

    private Optional<Queue<ConsumerRecord<byte[], byte[]>>> oldest() {
      List<TopicPartition> needed = needed();
      while (!needed.isEmpty()) {
        consumer.pause(partitions);
        consumer.resume(needed);
        for (ConsumerRecord<byte[], byte[]> read : poll()) {
          waiting.get(new TopicPartition(read.topic(), read.partition())).add(read);
        }
        consumer.resume(partitions);
        needed = needed();
      }
      return waiting.values().stream()
          .filter(queue -> !queue.isEmpty())
          .min(Comparator.comparing(Queue::peek, BY_TIME));
    }

    /** The partitions of which more must be read before it is known which record is the oldest. */
    private List<TopicPartition> needed() {
      return partitions.stream()
          .filter(partition -> waiting.get(partition).isEmpty())
          .filter(partition -> consumer.position(partition) < ends.get(partition))
          .toList();
    }
  }
}
