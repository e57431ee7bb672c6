package io.parley.operations.deadletters;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A reader of the topic of dead letters, from a time up to the end that the topic had when the scan
 * began. A letter that arrives during the scan is not seen, so a replay that fails at once is not
 * replayed again by the same command.
 *
 * <p>It reads without a consumer group and commits no offsets. It sees committed records only. A
 * letter appears with the next checkpoint of its job. For one thread. Holds one fetch in memory.
 */
final class DeadLetterScan implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  /**
   * Connects.
   *
   * @param client properties of the Kafka client, with its address
   * @param topic the topic of dead letters as the brokers name it
   */
  DeadLetterScan(Map<String, Object> client, String topic) {
    Map<String, Object> config = new HashMap<>(client);
    config.put("isolation.level", "read_committed");
    config.put("enable.auto.commit", "false");
    config.put("auto.offset.reset", "none");
    consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
  }

  /**
   * Reads once through the topic.
   *
   * @param batches gets the dead letters of each fetch, in the order of each partition
   */
  void run(DeadLetterFilter filter, Consumer<List<DeadLetter>> batches) {
    List<TopicPartition> read =
        partitions.stream().filter(partition -> mayHave(filter, partition)).toList();
    consumer.assign(read);
    Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(read));
    seek(read, filter.since());
    narrow(filter, ends);
    while (read.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
      List<DeadLetter> chosen = new ArrayList<>();
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        DeadLetter letter = DeadLetter.of(record);
        if (record.offset() < ends.get(partitionOf(record)) && filter.chooses(letter)) {
          chosen.add(letter);
        }
      }
      if (!chosen.isEmpty()) {
        batches.accept(chosen);
      }
    }
  }

  private void seek(List<TopicPartition> read, Optional<Instant> since) {
    if (since.isEmpty()) {
      consumer.seekToBeginning(read);
      return;
    }
    Map<TopicPartition, Long> times = new HashMap<>();
    read.forEach(partition -> times.put(partition, since.get().toEpochMilli()));
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
    for (TopicPartition partition : read) {
      OffsetAndTimestamp position = found.get(partition);
      if (position == null) {
        consumer.seekToEnd(List.of(partition));
      } else {
        consumer.seek(partition, position.offset());
      }
    }
  }

  private static boolean mayHave(DeadLetterFilter filter, TopicPartition partition) {
    return filter.ids().isEmpty()
        || filter.ids().stream().anyMatch(id -> id.partition() == partition.partition());
  }

  /** Reads no further than from the first to the last letter that was asked for by name. */
  private void narrow(DeadLetterFilter filter, Map<TopicPartition, Long> ends) {
    if (filter.ids().isEmpty()) {
      return;
    }
    ends.replaceAll(
        (partition, end) -> {
          LongSummaryStatistics offsets =
              filter.ids().stream()
                  .filter(id -> id.partition() == partition.partition())
                  .mapToLong(DeadLetterId::offset)
                  .summaryStatistics();
          if (offsets.getMin() > consumer.position(partition)) {
            consumer.seek(partition, Math.min(offsets.getMin(), end));
          }
          return Math.min(end, offsets.getMax() + 1);
        });
  }

  private static TopicPartition partitionOf(ConsumerRecord<?, ?> record) {
    return new TopicPartition(record.topic(), record.partition());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
