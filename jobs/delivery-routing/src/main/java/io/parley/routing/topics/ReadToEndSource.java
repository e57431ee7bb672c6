package io.parley.routing.topics;

import io.parley.common.kafka.SourceRecord;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A Kafka source whose watermarks say how far the topic has been read, in the brokers' append times
 * ({@link ReadToEndReader}). A reader may have any number of partitions, including zero.
 *
 * <p>Flink's own idleness detection does not serve here. It declares a partition idle when no
 * record has come for some time, whether the partition has no more records or the consumer cannot
 * fetch them. A receipt that is held up for a minute would then count as missing.
 *
 * <p>Limits. The topic must be written without transactions. A transaction's marker occupies an
 * offset that no record fills, and a marker at the end of a partition holds the watermark until the
 * partition's next record. A partition without a leader holds the watermark until it has one.
 */
public final class ReadToEndSource
    implements Source<SourceRecord, KafkaPartitionSplit, KafkaSourceEnumState>,
        ResultTypeQueryable<SourceRecord> {

  private static final long NANOS_BETWEEN = TimeUnit.SECONDS.toNanos(1);

  private final KafkaSource<SourceRecord> source;
  private final Properties adminProperties;
  private final List<String> datedTopics;

  /**
   * @param source reads a topic that is written without transactions
   * @param adminProperties for the questions to the brokers
   * @param datedTopics topics whose newest record tells the time, names on the brokers
   */
  public ReadToEndSource(
      KafkaSource<SourceRecord> source, Properties adminProperties, List<String> datedTopics) {
    this.source = source;
    this.adminProperties = adminProperties;
    this.datedTopics = List.copyOf(datedTopics);
  }

  @Override
  public SourceReader<SourceRecord, KafkaPartitionSplit> createReader(SourceReaderContext context)
      throws Exception {
    Executor later = CompletableFuture.delayedExecutor(NANOS_BETWEEN, TimeUnit.NANOSECONDS);
    return new ReadToEndReader(
        source.createReader(context),
        new BrokerEnds(adminProperties, datedTopics),
        new ReadToEndReader.Rhythm(NANOS_BETWEEN, System::nanoTime, later),
        context.metricGroup());
  }

  @Override
  public Boundedness getBoundedness() {
    return source.getBoundedness();
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context) {
    return source.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state)
      throws Exception {
    return source.restoreEnumerator(context, state);
  }

  @Override
  public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
    return source.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
    return source.getEnumeratorCheckpointSerializer();
  }

  @Override
  public TypeInformation<SourceRecord> getProducedType() {
    return source.getProducedType();
  }
}
