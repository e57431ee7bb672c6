package io.parley.benchmarks.routing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.common.kafka.SourceRecord;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.wire.RecordEncoder;
import io.parley.schemas.wire.RegistryUnavailableException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.core.io.InputStatus;

/** Encodes what is in a feed, as it would come from Kafka. Runs in the task's thread. */
final class FeedReader<T extends SpecificRecord>
    implements SourceReader<SourceRecord, NumberSequenceSplit> {

  private final Feed feed;
  private final String topic;
  private final Class<T> type;
  private final RecordEncoder<T> encoder;
  private long offset;

  FeedReader(String topic, Class<T> type) {
    this.feed = Feed.of(topic);
    this.topic = topic;
    this.type = type;
    this.encoder = RecordEncoder.of(type, topic, BuildSchemas.LOOKUP);
  }

  @Override
  public void start() {}

  @Override
  public InputStatus pollNext(ReaderOutput<SourceRecord> output)
      throws RegistryUnavailableException {
    SpecificRecord record = feed.poll();
    if (record == null) {
      return InputStatus.NOTHING_AVAILABLE;
    }
    long now = System.currentTimeMillis();
    byte[] value = encoder.encode(type.cast(record));
    output.collect(
        new SourceRecord(topic, 0, offset++, now, true, key(record).getBytes(UTF_8), value, null),
        now);
    return InputStatus.MORE_AVAILABLE;
  }

  private static String key(SpecificRecord record) {
    if (record instanceof ConversationEvent event) {
      return event.getConversationId();
    }
    return record instanceof SessionEvent session
        ? session.getUserId()
        : ((Receipt) record).getConversationId();
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return feed.available();
  }

  @Override
  public List<NumberSequenceSplit> snapshotState(long checkpointId) {
    return List.of();
  }

  @Override
  public void addSplits(List<NumberSequenceSplit> splits) {}

  @Override
  public void notifyNoMoreSplits() {}

  @Override
  public void close() {}
}
