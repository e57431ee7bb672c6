package io.parley.faults.network;

import io.parley.faults.FaultRun;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Counts the records that were committed to a topic since a moment. The end of what is committed
 * would not do: it moves with transactions that are aborted, too. For one thread.
 */
final class CommittedSince implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;

  private CommittedSince(KafkaConsumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /** Begins now. */
  static CommittedSince now(FaultRun run, String topic) {
    return new CommittedSince(consumer(run, topic));
  }

  /** Reads what is committed to a topic from now on. The caller closes it. */
  static KafkaConsumer<byte[], byte[]> consumer(FaultRun run, String topic) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                run.pipeline().stack().bootstrapServers(),
                "isolation.level",
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    // The position is looked up when it is first asked for.
    partitions.forEach(consumer::position);
    return consumer;
  }

  /** So far. */
  long count() {
    long count = 0;
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      count += consumer.poll(POLL).count();
    }
    return count;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
