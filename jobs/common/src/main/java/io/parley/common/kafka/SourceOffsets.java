package io.parley.common.kafka;

import io.parley.common.options.KafkaOptions.LostRecords;
import io.parley.common.options.KafkaOptions.StartingOffsets;
import java.util.Collection;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * The offsets at which a source begins without state, and its reaction when the records that come
 * next are gone.
 *
 * <p>The connector applies the reset strategy for the life of the consumer. So its own {@code
 * OffsetsInitializer.earliest()} also covers the case that retention has overtaken the job, and
 * skips the lost records silently. Here the strategy is NONE. The job fails with the lost offset in
 * its message, and a person decides. That person may start it with {@link LostRecords#SKIP}.
 */
@SuppressWarnings(
    "deprecation") // Kafka deprecates OffsetResetStrategy; the connector still asks for it
final class SourceOffsets implements OffsetsInitializer {

  private final OffsetsInitializer start;
  private final OffsetResetStrategy whenLost;

  SourceOffsets(StartingOffsets start, LostRecords lost) {
    this.start =
        switch (start) {
          case EARLIEST -> OffsetsInitializer.earliest();
          case LATEST -> OffsetsInitializer.latest();
        };
    this.whenLost =
        switch (lost) {
          case FAIL -> OffsetResetStrategy.NONE;
          case SKIP -> OffsetResetStrategy.EARLIEST;
        };
  }

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
    return start.getPartitionOffsets(partitions, retriever);
  }

  @Override
  public OffsetResetStrategy getAutoOffsetResetStrategy() {
    return whenLost;
  }
}
