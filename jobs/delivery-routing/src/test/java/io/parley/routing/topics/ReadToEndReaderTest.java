package io.parley.routing.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.common.kafka.SourceRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/**
 * A watermark says how far a topic has been read, and nothing else does.
 *
 * <p>Seen red: with a watermark at each answer, whether the ends have been reached or not; with the
 * time noted when the answer comes and not when the question goes.
 */
class ReadToEndReaderTest {

  private static final TopicPartition P0 = new TopicPartition("receipts", 0);
  private static final long T = 1_800_000_000_000L;
  private static final long ALLOWANCE = ReadToEndReader.REPLICATION_MILLIS;

  private final Deque<SourceRecord> fetched = new ArrayDeque<>();
  private final List<Long> watermarks = new ArrayList<>();
  private final List<CompletableFuture<TopicEnds.Answer>> questions = new ArrayList<>();
  private final List<Runnable> later = new ArrayList<>();
  private final Out out = new Out();
  private Gauge<?> behind;
  private Set<TopicPartition> withStarts = Set.of();
  private boolean idle;
  private long nanos;

  private final ReadToEndReader reader =
      new ReadToEndReader(
          new Inside(),
          new Ends(),
          new ReadToEndReader.Rhythm(1_000_000_000L, () -> nanos, later::add),
          new UnregisteredMetricsGroup() {
            @Override
            public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
              behind = gauge;
              return gauge;
            }
          });

  @Test
  void anIdlePartitionThatTheBrokerSaysEndsHereCountsAsReadUpToTheQuestion() throws Exception {
    reader.addSplits(List.of(new KafkaPartitionSplit(P0, 5)));
    poll();
    answer(5, T);
    poll();
    pass(1_000);
    poll();
    pass(400);
    answer(5, -1);
    poll();

    assertThat(watermarks).containsExactly(T + 1_000 - ALLOWANCE);
  }

  @Test
  void recordsThatTheBrokerHasAndTheReaderHasNotHoldTheTimeHoweverLong() throws Exception {
    reader.addSplits(List.of(new KafkaPartitionSplit(P0, 5)));
    poll();
    answer(5, T);
    poll();
    pass(1_000);
    poll();
    answer(7, -1);
    pass(60_000);
    poll();
    assertThat(watermarks).isEmpty();

    fetched.add(record(5, T + 500));
    fetched.add(record(6, T + 600));
    poll();
    poll();

    assertThat(watermarks).containsExactly(T + 1_000 - ALLOWANCE);
  }

  @Test
  void aBrokerThatDoesNotAnswerHoldsTheTime() throws Exception {
    reader.addSplits(List.of(new KafkaPartitionSplit(P0, 5)));
    poll();
    answer(5, T);
    poll();
    pass(1_000);
    poll();
    questions.get(1).completeExceptionally(new IllegalStateException("down"));
    pass(60_000);
    poll();
    assertThat(watermarks).isEmpty();

    pass(1_000);
    poll();
    answer(5, -1);
    poll();

    assertThat(watermarks).containsExactly(T + 62_000 - ALLOWANCE);
  }

  @Test
  void anAnswerAndThePassingOfASecondWakeTheReader() throws Exception {
    reader.addSplits(List.of(new KafkaPartitionSplit(P0, 5)));
    poll();
    CompletableFuture<Void> available = reader.isAvailable();
    assertThat(available).isNotDone();

    answer(5, T);
    assertThat(available).isDone();
    poll();
    CompletableFuture<Void> again = reader.isAvailable();
    assertThat(again).isNotDone();
    pass(1_000);

    assertThat(again).isDone();
  }

  @Test
  void aPartitionThatIsReadFromItsStartAndIsEmptyCountsAsRead() throws Exception {
    reader.addSplits(List.of(new KafkaPartitionSplit(P0, KafkaPartitionSplit.EARLIEST_OFFSET)));
    poll();
    questions.get(0).complete(new TopicEnds.Answer(Map.of(P0, 9L), Map.of(P0, 9L), T));
    poll();
    pass(1_000);
    poll();
    answer(9, -1);
    poll();

    assertThat(watermarks).hasSize(1);
  }

  /** Seen red: with the begins asked only of partitions that are read from their start. */
  @Test
  void aPartitionWhoseRecordsAreAllDeletedCountsAsRead() throws Exception {
    reader.addSplits(List.of(new KafkaPartitionSplit(P0, 5)));
    poll();
    assertThat(withStarts).containsExactly(P0);
    questions.get(0).complete(new TopicEnds.Answer(Map.of(P0, 9L), Map.of(P0, 9L), T));
    poll();
    pass(1_000);
    poll();
    assertThat(withStarts).isEmpty();
    answer(9, -1);
    poll();

    assertThat(watermarks).hasSize(1);
  }

  /** Seen red: with 0 until the first watermark. */
  @Test
  void aReaderThatNeverKnowsItsInputSaysForHowLong() throws Exception {
    poll();
    assertThat(behind.getValue()).isEqualTo(0L);
    reader.addSplits(List.of(new KafkaPartitionSplit(P0, 5)));
    pass(1_000);
    poll();
    answer(9, T);
    poll();
    pass(60_000);

    assertThat(watermarks).isEmpty();
    assertThat(behind.getValue()).isEqualTo(60_000L);
  }

  @Test
  void aReaderWithoutPartitionsIsIdle() throws Exception {
    poll();

    assertThat(idle).isTrue();
    assertThat(questions).isEmpty();
  }

  private void poll() throws Exception {
    reader.pollNext(out);
  }

  private void answer(long end, long newest) {
    questions
        .get(questions.size() - 1)
        .complete(new TopicEnds.Answer(Map.of(P0, end), Map.of(), newest));
  }

  private void pass(long millis) {
    nanos += millis * 1_000_000;
    List.copyOf(later).forEach(Runnable::run);
    later.clear();
  }

  private static SourceRecord record(long offset, long timestamp) {
    return new SourceRecord("receipts", 0, offset, timestamp, true, null, null, null);
  }

  private final class Ends implements TopicEnds {
    @Override
    public CompletableFuture<Answer> ask(
        Set<TopicPartition> partitions, Set<TopicPartition> starts, boolean withNewest) {
      withStarts = starts;
      questions.add(new CompletableFuture<>());
      return questions.get(questions.size() - 1);
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  private final class Inside implements SourceReader<SourceRecord, KafkaPartitionSplit> {
    private final CompletableFuture<Void> never = new CompletableFuture<>();

    @Override
    public void start() {
      // Reads when it is polled.
    }

    @Override
    public InputStatus pollNext(ReaderOutput<SourceRecord> output) {
      if (fetched.isEmpty()) {
        return InputStatus.NOTHING_AVAILABLE;
      }
      SourceRecord record = fetched.poll();
      output.createOutputForSplit("receipts-0").collect(record, record.timestamp());
      return InputStatus.MORE_AVAILABLE;
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
      return List.of();
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return never;
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
      // The test says what is fetched.
    }

    @Override
    public void notifyNoMoreSplits() {
      // There are always more.
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  private final class Out implements ReaderOutput<SourceRecord> {
    @Override
    public void collect(SourceRecord record) {
      // Only time is looked at here.
    }

    @Override
    public void collect(SourceRecord record, long timestamp) {
      // Only time is looked at here.
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      watermarks.add(watermark.getTimestamp());
    }

    @Override
    public void markIdle() {
      idle = true;
    }

    @Override
    public void markActive() {
      idle = false;
    }

    @Override
    public SourceOutput<SourceRecord> createOutputForSplit(String splitId) {
      return this;
    }

    @Override
    public void releaseOutputForSplit(String splitId) {
      // One output for all.
    }
  }
}
