package io.parley.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic from all its partitions, without a consumer group. For one thread. */
final class TopicReader implements AutoCloseable {

  private static final int GROWTH = 10;
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  TopicReader(String bootstrapServers, String topic, PeekCommand.Isolation isolation) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                isolation.name().toLowerCase(Locale.ROOT),
                "enable.auto.commit",
                "false"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
  }

  /** Goes to the end: {@link #poll} gives what is appended from now on. */
  void skipToEnd() {
    consumer.seekToEnd(partitions);
    // The position is looked up when it is first asked for.
    partitions.forEach(consumer::position);
  }

  /** The last records that are there now, oldest first as far as their time stamps tell. */
  List<ConsumerRecord<byte[], byte[]>> readToEnd(int atMost) {
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    // Ends of transactions take offsets too and show no record: go back until there are enough.
    for (long reach = atMost; ; reach *= GROWTH) {
      boolean all = true;
      for (TopicPartition partition : partitions) {
        long from = Math.max(begins.get(partition), ends.get(partition) - reach);
        consumer.seek(partition, from);
        all &= from == begins.get(partition);
      }
      List<ConsumerRecord<byte[], byte[]>> records = readUpTo(ends);
      if (all || records.size() >= atMost) {
        records.sort(Comparator.comparingLong(ConsumerRecord::timestamp));
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

  List<ConsumerRecord<byte[], byte[]>> poll() {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    consumer.poll(POLL).forEach(records::add);
    return records;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
