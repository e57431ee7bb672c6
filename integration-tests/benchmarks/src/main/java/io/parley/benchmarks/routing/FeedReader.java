package io.parley.benchmarks.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.parley.common.kafka.SourceRecord;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.wire.RecordEncoder;
import io.parley.schemas.wire.RegistryUnavailableException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.core.io.InputStatus;

/**
 * Encodes what is in a feed, as it would come from Kafka. When nothing is left it says up to when
 * it has read, about once a second. Runs in the task's thread.
 */
final class FeedReader<T extends SpecificRecord>
    implements SourceReader<SourceRecord, NumberSequenceSplit> {

  private static final long SECOND_MILLIS = 1_000;

  private final Feed feed;
  private final String topic;
  private final Class<T> type;
  private final RecordEncoder<T> encoder;
  private final boolean dated;
  private long offset;
  private long watermark;

  FeedReader(String topic, Class<T> type, boolean dated) {
    this.dated = dated;
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
    long now = System.currentTimeMillis();
    if (record == null) {
      if (dated && now - watermark >= SECOND_MILLIS) {
        watermark = now;
        output.emitWatermark(new Watermark(now - 1));
      }
      return InputStatus.NOTHING_AVAILABLE;
    }
    if (record instanceof Receipt) {
      Gateways.RECEIPTS.increment();
    }
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
    if (record instanceof GatewayEvent gateway) {
      return gateway.getGatewayId();
    }
    return record instanceof SessionEvent session
        ? session.getUserId()
        : ((Receipt) record).getConversationId();
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    if (!dated) {
      return feed.available();
    }
    CompletableFuture<Void> later =
        CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(1, SECONDS));
    return CompletableFuture.anyOf(feed.available(), later).thenRun(() -> {});
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
