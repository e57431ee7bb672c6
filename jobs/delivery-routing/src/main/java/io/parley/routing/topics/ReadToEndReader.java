package io.parley.routing.topics;

import io.parley.common.kafka.SourceRecord;
import io.parley.routing.domain.BrokerClock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.MetricGroup;

/**
 * A source reader that wraps another one and emits watermarks for how far it has read. A watermark
 * of time t means that every record appended before t has gone on to the job.
 *
 * <p>About once a second the reader notes the brokers' time, asks the brokers where its partitions
 * end, and waits until everything before these ends has gone on. Then it emits the noted time as
 * the watermark. An idle partition counts as read, because the brokers have said that it has no
 * more records. A partition that cannot be fetched, or whose records are held up, does not count as
 * read. Silence is never taken for the end.
 *
 * <p>A reader without partitions declares itself idle. All methods run on the task's thread. Only
 * answers and timers come from elsewhere, and they do no more than wake it up.
 */
@SuppressWarnings("try") // Flink's reader may be interrupted while it closes
final class ReadToEndReader implements SourceReader<SourceRecord, KafkaPartitionSplit> {

  /**
   * The margin for replication. A record gets its append time a moment before consumers can see it,
   * because it must reach the replicas first.
   */
  static final long REPLICATION_MILLIS = 500;

  /**
   * One question out of this many also asks for the time of the newest record, and where all
   * partitions begin: retention may have deleted everything that was to be read next.
   */
  static final int QUESTIONS_PER_ANCHOR = 10;

  /** The wait between questions, and the way to wait. */
  record Rhythm(long nanosBetween, LongSupplier nanos, Executor later) {}

  private final SourceReader<SourceRecord, KafkaPartitionSplit> reader;
  private final TopicEnds ends;
  private final Rhythm rhythm;
  private final BrokerClock clock;
  private final ReadPositions positions = new ReadPositions();

  private TrackingOutput output;
  private CompletableFuture<TopicEnds.Answer> asked;
  private TopicEnds.Answer answer;
  private long askedAt = BrokerClock.UNKNOWN;
  private long nextQuestion;
  private int questions;
  private long firstQuestion;
  private long watermark = Long.MIN_VALUE;
  private volatile CompletableFuture<Void> wake = new CompletableFuture<>();

  ReadToEndReader(
      SourceReader<SourceRecord, KafkaPartitionSplit> reader,
      TopicEnds ends,
      Rhythm rhythm,
      MetricGroup metrics) {
    this.reader = reader;
    this.ends = ends;
    this.rhythm = rhythm;
    this.clock = new BrokerClock(rhythm.nanos());
    this.nextQuestion = rhythm.nanos().getAsLong();
    metrics.gauge("readBehindMs", this::behind);
  }

  /** In milliseconds; before the first watermark since the first question. */
  private long behind() {
    if (questions == 0) {
      return 0;
    }
    return watermark == Long.MIN_VALUE
        ? (rhythm.nanos().getAsLong() - firstQuestion) / 1_000_000
        : Math.max(0, clock.now() - watermark);
  }

  @Override
  public void start() {
    reader.start();
  }

  @Override
  public InputStatus pollNext(ReaderOutput<SourceRecord> out) throws Exception {
    if (output == null) {
      output = new TrackingOutput(out, positions, clock);
    }
    if (wake.isDone()) {
      // Before the look at what woke it: what comes later completes the new one.
      wake = new CompletableFuture<>();
    }
    InputStatus status = reader.pollNext(output);
    goOn(out);
    return status;
  }

  private void goOn(ReaderOutput<SourceRecord> out) {
    if (asked == null && answer == null && rhythm.nanos().getAsLong() >= nextQuestion) {
      question(out);
    }
    if (asked != null && asked.isDone()) {
      take(asked);
    }
    if (answer != null && positions.haveReached(answer.ends())) {
      answer = null;
      if (askedAt != BrokerClock.UNKNOWN && askedAt - REPLICATION_MILLIS > watermark) {
        watermark = askedAt - REPLICATION_MILLIS;
        out.emitWatermark(new Watermark(watermark));
      }
      questionLater();
    }
  }

  private void question(ReaderOutput<SourceRecord> out) {
    if (positions.partitions().isEmpty()) {
      out.markIdle();
      questionLater();
      return;
    }
    askedAt = clock.now();
    boolean anchor = askedAt == BrokerClock.UNKNOWN || questions % QUESTIONS_PER_ANCHOR == 0;
    if (questions++ == 0) {
      firstQuestion = rhythm.nanos().getAsLong();
    }
    asked =
        ends.ask(
            positions.partitions(),
            anchor ? positions.partitions() : positions.unknownStarts(),
            anchor);
    // Keep the answer's own future: the one that this returns is done only after the wake-up.
    var unused = asked.whenComplete((answered, failure) -> wake.complete(null));
  }

  /** Asks a question again that failed. Until it is answered nothing more counts as read. */
  private void take(CompletableFuture<TopicEnds.Answer> done) {
    asked = null;
    if (done.isCompletedExceptionally()) {
      questionLater();
      return;
    }
    answer = done.join();
    positions.begin(answer.starts(), answer.ends());
    if (answer.newestRecord() >= 0) {
      clock.observe(answer.newestRecord());
    }
  }

  private void questionLater() {
    nextQuestion = rhythm.nanos().getAsLong() + rhythm.nanosBetween();
    rhythm.later().execute(() -> wake.complete(null));
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    CompletableFuture<Void> available = reader.isAvailable();
    return available.isDone()
        ? available
        : CompletableFuture.anyOf(available, wake).thenRun(() -> {});
  }

  @Override
  public void addSplits(List<KafkaPartitionSplit> splits) {
    splits.forEach(positions::assigned);
    reader.addSplits(splits);
  }

  @Override
  public void notifyNoMoreSplits() {
    reader.notifyNoMoreSplits();
  }

  @Override
  public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
    return reader.snapshotState(checkpointId);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    reader.notifyCheckpointComplete(checkpointId);
  }

  @Override
  public void notifyCheckpointAborted(long checkpointId) throws Exception {
    reader.notifyCheckpointAborted(checkpointId);
  }

  @Override
  public void close() throws Exception {
    ends.close();
    reader.close();
  }
}
