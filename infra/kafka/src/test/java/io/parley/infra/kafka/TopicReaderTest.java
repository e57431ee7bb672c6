package io.parley.infra.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** Tests that a topic is read oldest first, without holding it in memory. */
class TopicReaderTest {

  private static final TopicPartition FIRST = new TopicPartition("t", 0);
  private static final TopicPartition SECOND = new TopicPartition("t", 1);
  private static final TopicPartition EMPTY = new TopicPartition("t", 2);

  private final Served consumer = new Served(Map.of(FIRST, 1_000, SECOND, 500, EMPTY, 0));
  private final TopicReader reader = new TopicReader(consumer, "t");

  /** Seen red: with the lowest partition first. */
  @Test
  void recordsOfAllPartitionsComeOldestFirst() {
    List<ConsumerRecord<byte[], byte[]>> all = reader.readAll();
    assertThat(all).hasSize(1_500);
    assertThat(all).extracting(ConsumerRecord::timestamp).isSortedAccordingTo(Long::compare);
  }

  /** Seen red: without pausing the partitions that have records waiting. */
  @Test
  void littleIsReadAhead() {
    int given = 0;
    for (ConsumerRecord<byte[], byte[]> record : reader.oldestFirst()) {
      assertThat(record.topic()).isEqualTo("t");
      given++;
      assertThat(consumer.read - given).as("records in memory").isLessThan(3 * Served.AT_MOST);
    }
    assertThat(given).isEqualTo(1_500);
  }

  /** Gives a few records a poll, of partitions that are not paused. Times are as in two streams. */
  private static final class Served extends MockConsumer<byte[], byte[]> {

    static final int AT_MOST = 20;

    private final Map<TopicPartition, Queue<ConsumerRecord<byte[], byte[]>>> left = new HashMap<>();
    int read;

    Served(Map<TopicPartition, Integer> sizes) {
      super("none");
      List<PartitionInfo> partitions = new ArrayList<>();
      sizes.forEach(
          (partition, size) -> {
            partitions.add(
                new PartitionInfo(partition.topic(), partition.partition(), null, null, null));
            updateBeginningOffsets(Map.of(partition, 0L));
            updateEndOffsets(Map.of(partition, (long) size));
            Queue<ConsumerRecord<byte[], byte[]>> records = new ArrayDeque<>();
            for (int i = 0; i < size; i++) {
              records.add(record(partition, i));
            }
            left.put(partition, records);
          });
      updatePartitions("t", partitions);
    }

    private static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, long offset) {
      return new ConsumerRecord<>(
          partition.topic(),
          partition.partition(),
          offset,
          1_000 + offset * (partition.partition() + 1),
          TimestampType.LOG_APPEND_TIME,
          0,
          0,
          null,
          null,
          new RecordHeaders(),
          Optional.empty());
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      schedulePollTask(
          () ->
              left.forEach(
                  (partition, records) -> {
                    for (int i = 0;
                        i < AT_MOST && !records.isEmpty() && !paused().contains(partition);
                        i++) {
                      addRecord(records.remove());
                      read++;
                    }
                  }));
      return super.poll(timeout);
    }
  }
}
