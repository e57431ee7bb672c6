package io.parley.checker.live;

import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A reader of a topic at both isolation levels at once, partition by partition, up to ends that
 * were fixed before. It gives every record that a reader at {@code read_uncommitted} sees, and says
 * whether a reader at {@code read_committed} sees it too. For one thread. It has no consumer group,
 * so it disturbs no other reader.
 */
final class TopicScan implements AutoCloseable {

  /** Takes the records of a partition in order of offsets, one partition after the other. */
  interface Reader {
    void accept(ConsumerRecord<byte[], byte[]> record, boolean committed);
  }

  /**
   * How long a broker waits for more records. A consumer at the end of a partition has already
   * asked for more of it, and it reads no other partition of that broker until the broker has
   * answered. With Kafka's default that costs half a second per partition.
   */
  private static final int SCANNERS_WAIT_MILLIS = 10;

  private final KafkaConsumer<byte[], byte[]> uncommitted;
  private final KafkaConsumer<byte[], byte[]> committed;

  TopicScan(Map<String, Object> client) {
    this.uncommitted = scanner(client, IsolationLevel.READ_UNCOMMITTED);
    this.committed = scanner(client, IsolationLevel.READ_COMMITTED);
  }

  /** A consumer that continues with new records. */
  static KafkaConsumer<byte[], byte[]> follower(
      Map<String, Object> client, IsolationLevel isolation) {
    return consumer(client, isolation, ConsumerConfig.DEFAULT_FETCH_MAX_WAIT_MS);
  }

  /** A consumer that reads the present records, one partition after the other. */
  static KafkaConsumer<byte[], byte[]> scanner(
      Map<String, Object> client, IsolationLevel isolation) {
    return consumer(client, isolation, SCANNERS_WAIT_MILLIS);
  }

  private static KafkaConsumer<byte[], byte[]> consumer(
      Map<String, Object> client, IsolationLevel isolation, int waitMillis) {
    Map<String, Object> properties = new HashMap<>(client);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation.toString());
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Integer.toString(waitMillis));
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** The partitions of a topic, rising. */
  List<TopicPartition> partitions(String topic) {
    return committed.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .sorted(Comparator.comparingInt(TopicPartition::partition))
        .toList();
  }

  /** Where the decided part of each partition ends: before its first open transaction. */
  Map<TopicPartition, Long> stableEnds(List<TopicPartition> partitions) {
    return committed.endOffsets(partitions);
  }

  /** Reads one partition from its beginning. */
  void read(TopicPartition partition, long end, Reader reader) {
    Cursor all = new Cursor(uncommitted, partition, end);
    Cursor visible = new Cursor(committed, partition, end);
    ConsumerRecord<byte[], byte[]> candidate = visible.next();
    for (ConsumerRecord<byte[], byte[]> record = all.next(); record != null; record = all.next()) {
      while (candidate != null && candidate.offset() < record.offset()) {
        candidate = visible.next();
      }
      reader.accept(record, candidate != null && candidate.offset() == record.offset());
    }
  }

  /** Goes through one partition with one consumer. */
  private static final class Cursor {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final long end;
    private Iterator<ConsumerRecord<byte[], byte[]>> fetched = Collections.emptyIterator();

    Cursor(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long end) {
      this.consumer = consumer;
      this.partition = partition;
      this.end = end;
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
    }

    /** The next record; null at the end. */
    ConsumerRecord<byte[], byte[]> next() {
      long giveUp = System.nanoTime() + PATIENCE.toNanos();
      while (!fetched.hasNext()) {
        long position = consumer.position(partition);
        if (position >= end) {
          return null;
        }
        fetched = consumer.poll(POLL).records(partition).iterator();
        if (!fetched.hasNext()
            && consumer.position(partition) == position
            && System.nanoTime() > giveUp) {
          throw new IllegalStateException(
              "%s gives nothing after offset %d although it ends at %d: is the broker alive?"
                  .formatted(partition, position, end));
        }
      }
      ConsumerRecord<byte[], byte[]> record = fetched.next();
      return record.offset() < end ? record : null;
    }
  }

  @Override
  public void close() {
    uncommitted.close();
    committed.close();
  }
}
