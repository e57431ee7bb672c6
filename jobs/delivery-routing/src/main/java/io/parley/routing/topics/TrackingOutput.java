package io.parley.routing.topics;

import io.parley.common.kafka.SourceRecord;
import io.parley.routing.domain.BrokerClock;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.kafka.common.TopicPartition;

/** Passes records on, and notes their offsets and append times. */
final class TrackingOutput implements ReaderOutput<SourceRecord> {

  private final ReaderOutput<SourceRecord> out;
  private final ReadPositions positions;
  private final BrokerClock clock;

  TrackingOutput(ReaderOutput<SourceRecord> out, ReadPositions positions, BrokerClock clock) {
    this.out = out;
    this.positions = positions;
    this.clock = clock;
  }

  private void note(SourceRecord record) {
    positions.emitted(new TopicPartition(record.topic(), record.partition()), record.offset());
    clock.observe(record.timestamp());
  }

  @Override
  public void collect(SourceRecord record) {
    note(record);
    out.collect(record);
  }

  @Override
  public void collect(SourceRecord record, long timestamp) {
    note(record);
    out.collect(record, timestamp);
  }

  @Override
  public SourceOutput<SourceRecord> createOutputForSplit(String splitId) {
    return new OfSplit(out.createOutputForSplit(splitId));
  }

  @Override
  public void releaseOutputForSplit(String splitId) {
    out.releaseOutputForSplit(splitId);
  }

  @Override
  public void emitWatermark(Watermark watermark) {
    out.emitWatermark(watermark);
  }

  @Override
  public void markIdle() {
    out.markIdle();
  }

  @Override
  public void markActive() {
    out.markActive();
  }

  private final class OfSplit implements SourceOutput<SourceRecord> {
    private final SourceOutput<SourceRecord> split;

    OfSplit(SourceOutput<SourceRecord> split) {
      this.split = split;
    }

    @Override
    public void collect(SourceRecord record) {
      note(record);
      split.collect(record);
    }

    @Override
    public void collect(SourceRecord record, long timestamp) {
      note(record);
      split.collect(record, timestamp);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      split.emitWatermark(watermark);
    }

    @Override
    public void markIdle() {
      split.markIdle();
    }

    @Override
    public void markActive() {
      split.markActive();
    }
  }
}
