package io.parley.receipts.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.parley.common.kafka.Outgoing;
import io.parley.receipts.Statistics;
import io.parley.receipts.domain.StatsSample;
import io.parley.receipts.domain.StatsSample.Of;
import io.parley.receipts.domain.WindowTotals;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.status.ReceiptStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The sums of a task and the windows over them, without a cluster.
 *
 * <p>Three changes of main code turn the test with a restored checkpoint red. In the first, {@link
 * SumSamples} sends nothing before a barrier. In the second, {@link StatsRecord} counts its
 * publications in a field and takes this number as the version. In the third, {@code LatencySketch}
 * does not pack when it adds another sketch, so a restored window lacks latencies. No other test of
 * this class shows the third.
 */
class StatsWindowsTest {

  private static final long MINUTE = 60_000;
  private static final Duration LATENESS = Duration.ofMinutes(10);

  private OneInputStreamOperatorTestHarness<StatsSample, WindowTotals> sums;
  private KeyedOneInputStreamOperatorTestHarness<Object, WindowTotals, Outgoing<ReceiptStats>>
      windows;

  @BeforeEach
  void open() throws Exception {
    build();
    sums.open();
    windows.open();
  }

  /** Starts again from a checkpoint. A checkpoint holds the windows and no sums. */
  private void restore(OperatorSubtaskState checkpoint) throws Exception {
    build();
    sums.open();
    windows.initializeState(checkpoint);
    windows.open();
  }

  @SuppressWarnings("unchecked")
  private void build() throws Exception {
    DataStream<StatsSample> none =
        StreamExecutionEnvironment.getExecutionEnvironment()
            .fromData(
                TypeInformation.of(StatsSample.class),
                sample(ConversationKind.DIRECT, Of.MESSAGE, 0, 0));
    var second =
        (OneInputTransformation<WindowTotals, Outgoing<ReceiptStats>>)
            StatsWindows.of(none, LATENESS).getTransformation();
    var first =
        (OneInputTransformation<StatsSample, WindowTotals>)
            second.getInputs().get(0).getInputs().get(0);
    sums = new OneInputStreamOperatorTestHarness<>(first.getOperator());
    sums.setup(first.getOutputType().createSerializer(new SerializerConfigImpl()));
    windows =
        new KeyedOneInputStreamOperatorTestHarness<>(
            second.getOperatorFactory(),
            (KeySelector<WindowTotals, Object>) second.getStateKeySelector(),
            (TypeInformation<Object>) second.getStateKeyType());
    windows.setup(second.getOutputType().createSerializer(new SerializerConfigImpl()));
  }

  @AfterEach
  void close() throws Exception {
    sums.close();
    windows.close();
  }

  @Test
  void aMinuteIsCountedWhenItEndsDirectAndGroupApart() throws Exception {
    take(sample(ConversationKind.DIRECT, Of.MESSAGE, 1_000, 0));
    take(sample(ConversationKind.DIRECT, Of.DELIVERY, 1_010, 10));
    take(sample(ConversationKind.DIRECT, Of.READ, 1_500, 500));
    take(sample(ConversationKind.GROUP, Of.MESSAGE, MINUTE - 1, 0));
    take(sample(ConversationKind.GROUP, Of.DELIVERY, MINUTE, 1));
    assertThat(watermark(MINUTE - 2)).isEmpty();

    List<ReceiptStats> stats = watermark(MINUTE - 1);
    assertThat(stats)
        .extracting(ReceiptStats::getConversationKind)
        .containsExactlyInAnyOrder(ConversationKind.DIRECT, ConversationKind.GROUP);
    assertThat(stats)
        .filteredOn(s -> s.getConversationKind() == ConversationKind.DIRECT)
        .singleElement()
        .returns(1L, ReceiptStats::getMessages)
        .returns(1L, ReceiptStats::getDeliveries)
        .returns(1L, ReceiptStats::getReads)
        .returns(10L, s -> s.getTimeToDelivered().getP50Ms())
        .returns(500L, s -> s.getTimeToRead().getMaxMs())
        .returns(3L, ReceiptStats::getVersion);
  }

  @Test
  void whatATaskHasSummedGoesOutBeforeEachBarrier() throws Exception {
    take(sample(ConversationKind.DIRECT, Of.DELIVERY, 1_000, 5));
    take(sample(ConversationKind.DIRECT, Of.DELIVERY, 2_000, 5));
    assertThat(sums.extractOutputValues()).isEmpty();
    sums.prepareSnapshotPreBarrier(1);
    assertThat(sums.extractOutputValues())
        .singleElement()
        .returns(2L, sum -> sum.toDelivered.count)
        .matches(sum -> sum.toDelivered.encoded.length > 0, "the latencies are packed")
        .returns(0L, sum -> sum.windowStart);
  }

  /**
   * A crash undoes samples and publishes a window less often than before. The record with all
   * samples still has the highest version of all that anybody has seen.
   */
  @Test
  void theVersionIsTheNumberOfSamplesHoweverOftenTheWindowWasPublished() throws Exception {
    take(sample(ConversationKind.DIRECT, Of.MESSAGE, 1_000, 0));
    watermark(MINUTE + 1);
    for (int i = 0; i < 5; i++) {
      take(sample(ConversationKind.DIRECT, Of.DELIVERY, 2_000 + i, i));
      sums.prepareSnapshotPreBarrier(i);
      handOver();
      assertThat(processingTime((i + 1) * 10_000)).hasSize(1);
    }
    close();
    open();
    for (int i = 0; i < 5; i++) {
      take(sample(ConversationKind.DIRECT, Of.DELIVERY, 2_000 + i, i));
    }
    take(sample(ConversationKind.DIRECT, Of.MESSAGE, 1_000, 0));
    take(sample(ConversationKind.DIRECT, Of.READ, 1_000, 0));
    assertThat(watermark(MINUTE)).singleElement().returns(7L, ReceiptStats::getVersion);
  }

  /**
   * One minute was published before the checkpoint and has a late sample since. The other minute
   * has not ended. The crash undoes the samples that came after the checkpoint, though records with
   * them are out. The replay brings these samples again, together with samples that had not come
   * before the crash.
   */
  @Test
  void afterARestoreTheHighestVersionOfEachWindowHasEverySampleOnce() throws Exception {
    take(sample(ConversationKind.DIRECT, Of.MESSAGE, 1_000, 0));
    take(sample(ConversationKind.DIRECT, Of.DELIVERY, 1_010, 10));
    List<ReceiptStats> published = new ArrayList<>(watermark(MINUTE));
    take(sample(ConversationKind.DIRECT, Of.DELIVERY, 1_020, 20));
    take(sample(ConversationKind.GROUP, Of.MESSAGE, MINUTE + 1_000, 0));
    take(sample(ConversationKind.GROUP, Of.READ, MINUTE + 1_400, 400));
    OperatorSubtaskState checkpoint = checkpoint();

    StatsSample lateDelivery = sample(ConversationKind.DIRECT, Of.DELIVERY, 1_030, 30);
    StatsSample delivery = sample(ConversationKind.GROUP, Of.DELIVERY, MINUTE + 1_200, 200);
    take(lateDelivery);
    take(delivery);
    published.addAll(watermark(2 * MINUTE));
    published.addAll(processingTime(10_000));
    assertThat(published).extracting(ReceiptStats::getDeliveries).containsExactly(1L, 1L, 3L);

    close();
    restore(checkpoint);
    List<ReceiptStats> withFewerSamples = processingTime(10_000);
    assertThat(withFewerSamples).extracting(ReceiptStats::getDeliveries).containsExactly(2L);
    published.addAll(withFewerSamples);
    take(lateDelivery);
    take(delivery);
    take(sample(ConversationKind.DIRECT, Of.READ, 1_500, 500));
    take(sample(ConversationKind.GROUP, Of.READ, MINUTE + 1_700, 700));
    published.addAll(watermark(2 * MINUTE));

    List<ReceiptStats> highest = Statistics.lastOfEachWindow(published);
    assertThat(highest)
        .extracting(
            ReceiptStats::getWindowStart,
            ReceiptStats::getMessages,
            ReceiptStats::getDeliveries,
            ReceiptStats::getReads,
            ReceiptStats::getVersion)
        .containsExactlyInAnyOrder(tuple(0L, 1L, 3L, 1L, 5L), tuple(MINUTE, 1L, 1L, 2L, 4L));
    assertThat(highest)
        .filteredOn(stats -> stats.getWindowStart() == 0)
        .singleElement()
        .returns(20L, stats -> stats.getTimeToDelivered().getP50Ms())
        .returns(30L, stats -> stats.getTimeToDelivered().getMaxMs());
  }

  /** Seen red with a trigger that waited for event time: it stands still when nobody talks. */
  @Test
  void lateSamplesUpdateTheirWindowTogetherThoughEventTimeStandsStill() throws Exception {
    take(sample(ConversationKind.DIRECT, Of.MESSAGE, 1_000, 0));
    watermark(MINUTE + 1);
    for (int i = 0; i < 50; i++) {
      take(sample(ConversationKind.DIRECT, Of.DELIVERY, 2_000 + i, i));
    }
    sums.prepareSnapshotPreBarrier(1);
    handOver();
    assertThat(processingTime(9_999)).isEmpty();
    assertThat(processingTime(10_000))
        .singleElement()
        .returns(1L, ReceiptStats::getMessages)
        .returns(50L, ReceiptStats::getDeliveries)
        .returns(51L, ReceiptStats::getVersion);
    assertThat(watermark(MINUTE + LATENESS.toMillis())).isEmpty();
  }

  /** Seen red with a trigger that fired again when the window's state was cleared. */
  @Test
  void theLastSampleWithinTheAllowedLatenessCountsAndLeavesNothingBehind() throws Exception {
    take(sample(ConversationKind.DIRECT, Of.MESSAGE, 1_000, 0));
    long end = MINUTE - 1 + LATENESS.toMillis();
    watermark(end - 1);
    take(sample(ConversationKind.DIRECT, Of.DELIVERY, 2_000, 5));
    assertThat(watermark(end)).singleElement().returns(1L, ReceiptStats::getDeliveries);
    take(sample(ConversationKind.DIRECT, Of.DELIVERY, 2_000, 5));
    assertThat(watermark(end + 20_000)).isEmpty();
    assertThat(windows.numKeyedStateEntries()).isZero();
  }

  /**
   * The windows go by the slowest task, even after a silence in which all were idle. Seen red with
   * an operator that passed the idleness on, and {@code ReceiptAggregationJobIT} with it: after an
   * hour of silence a minute was lost.
   */
  @Test
  void noTaskIsIdleToTheWindows() throws Exception {
    sums.processWatermarkStatus(WatermarkStatus.IDLE);
    sums.processWatermark(new Watermark(7));
    assertThat(sums.getOutput()).containsExactly(new Watermark(7));
  }

  private void take(StatsSample sample) throws Exception {
    sums.processElement(new StreamRecord<>(sample, sample.at()));
  }

  /** Lets event time pass through both; returns what comes out. */
  private List<ReceiptStats> watermark(long time) throws Exception {
    sums.processWatermark(new Watermark(time));
    handOver();
    windows.processWatermark(new Watermark(time));
    return results();
  }

  /** Lets processing time pass; returns what comes out. */
  private List<ReceiptStats> processingTime(long time) throws Exception {
    windows.setProcessingTime(time);
    return results();
  }

  /** Takes a checkpoint of the windows, after the sums that go out before its barrier. */
  private OperatorSubtaskState checkpoint() throws Exception {
    sums.prepareSnapshotPreBarrier(1);
    handOver();
    return windows.snapshot(1, 1);
  }

  private void handOver() throws Exception {
    for (Object element : sums.getOutput()) {
      if (element instanceof StreamRecord<?> sum) {
        windows.processElement(
            new StreamRecord<>((WindowTotals) sum.getValue(), sum.getTimestamp()));
      }
    }
    sums.getOutput().clear();
  }

  private List<ReceiptStats> results() {
    List<ReceiptStats> stats =
        windows.extractOutputStreamRecords().stream()
            .map(record -> record.getValue().value())
            .toList();
    windows.getOutput().clear();
    return stats;
  }

  private static StatsSample sample(ConversationKind kind, Of of, long at, long latency) {
    return new StatsSample(kind, of, at, latency);
  }
}
