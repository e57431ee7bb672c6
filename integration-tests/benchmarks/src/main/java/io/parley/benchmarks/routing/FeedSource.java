package io.parley.benchmarks.routing;

import io.parley.common.kafka.SourceRecord;
import java.util.Collection;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Reads a {@link Feed}, without end. Splits are of no account; they are borrowed from the source of
 * numbers. Not fault tolerant: a job that restarts ends the benchmark.
 */
final class FeedSource<T extends SpecificRecord>
    implements Source<SourceRecord, NumberSequenceSplit, Collection<NumberSequenceSplit>> {

  private static final long serialVersionUID = 1;

  private final NumberSequenceSource splits = new NumberSequenceSource(0, 1);
  private final String topic;
  private final Class<T> type;
  private final boolean dated;

  /**
   * @param dated whether the job's time follows this input
   */
  FeedSource(String topic, Class<T> type, boolean dated) {
    this.topic = topic;
    this.type = type;
    this.dated = dated;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SourceReader<SourceRecord, NumberSequenceSplit> createReader(SourceReaderContext context) {
    return new FeedReader<>(topic, type, dated);
  }

  @Override
  public SplitEnumerator<NumberSequenceSplit, Collection<NumberSequenceSplit>> createEnumerator(
      SplitEnumeratorContext<NumberSequenceSplit> context) {
    return splits.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<NumberSequenceSplit, Collection<NumberSequenceSplit>> restoreEnumerator(
      SplitEnumeratorContext<NumberSequenceSplit> context,
      Collection<NumberSequenceSplit> checkpoint) {
    return splits.restoreEnumerator(context, checkpoint);
  }

  @Override
  public SimpleVersionedSerializer<NumberSequenceSplit> getSplitSerializer() {
    return splits.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<Collection<NumberSequenceSplit>>
      getEnumeratorCheckpointSerializer() {
    return splits.getEnumeratorCheckpointSerializer();
  }
}
