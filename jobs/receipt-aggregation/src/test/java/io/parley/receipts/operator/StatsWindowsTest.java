package io.parley.receipts.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.common.kafka.Outgoing;
import io.parley.receipts.domain.StatsSample;
import io.parley.receipts.domain.StatsSample.Of;
import io.parley.receipts.domain.WindowTotals;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.status.ReceiptStats;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.functions.KeySelector;
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

/** Both stages, one after the other, without a cluster. */
class StatsWindowsTest {

  private static final long MINUTE = 60_000;
  private static final Duration LATENESS = Duration.ofMinutes(10);

  private KeyedOneInputStreamOperatorTestHarness<Object, StatsSample, WindowTotals> count;
  private KeyedOneInputStreamOperatorTestHarness<Object, WindowTotals, Outgoing<ReceiptStats>>
      merge;
  private OneInputTransformation<WindowTotals, WindowTotals> between;

  @BeforeEach
  void openBothStages() throws Exception {
    DataStream<StatsSample> none =
        StreamExecutionEnvironment.getExecutionEnvironment()
            .fromData(
                TypeInformation.of(StatsSample.class),
                sample(ConversationKind.DIRECT, Of.MESSAGE, 0, 0));
    OneInputTransformation<WindowTotals, Outgoing<ReceiptStats>> second =
        oneInput(StatsWindows.of(none, LATENESS).getTransformation());
    between = oneInput(second.getInputs().get(0).getInputs().get(0));
    OneInputTransformation<StatsSample, WindowTotals> first = oneInput(between.getInputs().get(0));
    count = harness(first);
    merge = harness(second);
  }

  @AfterEach
  void close() throws Exception {
    count.close();
    merge.close();
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
        .returns(1L, ReceiptStats::getVersion);
  }

  /** Seen red with a trigger that waited for event time: it stands still when nobody talks. */
  @Test
  void lateSamplesUpdateTheirWindowTogetherThoughEventTimeStandsStill() throws Exception {
    take(sample(ConversationKind.DIRECT, Of.MESSAGE, 1_000, 0));
    watermark(MINUTE + 1);
    for (int i = 0; i < 50; i++) {
      take(sample(ConversationKind.DIRECT, Of.DELIVERY, 2_000 + i, i));
    }
    assertThat(processingTime(9_999)).isEmpty();
    processingTime(10_000);
    assertThat(processingTime(20_000))
        .singleElement()
        .returns(1L, ReceiptStats::getMessages)
        .returns(50L, ReceiptStats::getDeliveries)
        .returns(2L, ReceiptStats::getVersion);
    assertThat(watermark(MINUTE + LATENESS.toMillis())).isEmpty();
  }

  /** Seen red with a trigger that fired again when the window's state was cleared. */
  @Test
  void theLastSampleWithinTheAllowedLatenessCountsAndLeavesNothingBehind() throws Exception {
    take(sample(ConversationKind.DIRECT, Of.MESSAGE, 1_000, 0));
    long end = MINUTE - 1 + LATENESS.toMillis();
    watermark(end - 1);
    take(sample(ConversationKind.DIRECT, Of.DELIVERY, 2_000, 5));
    watermark(end);
    take(sample(ConversationKind.DIRECT, Of.DELIVERY, 2_000, 5));
    assertThat(watermark(end + 20_000))
        .singleElement()
        .returns(1L, ReceiptStats::getDeliveries)
        .returns(2L, ReceiptStats::getVersion);
    assertThat(count.numKeyedStateEntries()).isZero();
    assertThat(merge.numKeyedStateEntries()).isZero();
  }

  /**
   * The second stage goes by the slowest task of the first, even after a silence in which all were
   * idle. Seen red with Flink's own operator in between, and {@code ReceiptAggregationJobIT}
   * without it: after an hour of silence a minute was lost.
   */
  @Test
  void noTaskOfTheFirstStageIsIdleToTheSecond() throws Exception {
    try (OneInputStreamOperatorTestHarness<WindowTotals, WindowTotals> task =
        new OneInputStreamOperatorTestHarness<>(between.getOperator())) {
      task.setup(between.getOutputType().createSerializer(new SerializerConfigImpl()));
      task.open();
      WindowTotals share = new WindowTotals();
      task.processElement(new StreamRecord<>(share, 5));
      task.processWatermarkStatus(WatermarkStatus.IDLE);
      task.processWatermark(new Watermark(7));
      assertThat(task.getOutput())
          .hasSize(2)
          .contains(new Watermark(7))
          .doesNotContain(WatermarkStatus.IDLE);
    }
  }

  private void take(StatsSample sample) throws Exception {
    count.processElement(new StreamRecord<>(sample, sample.at()));
  }

  /** Lets event time pass through both stages; returns what comes out. */
  private List<ReceiptStats> watermark(long time) throws Exception {
    count.processWatermark(new Watermark(time));
    handOver();
    merge.processWatermark(new Watermark(time));
    return results();
  }

  /** Lets processing time pass in both stages; returns what comes out. */
  private List<ReceiptStats> processingTime(long time) throws Exception {
    count.setProcessingTime(time);
    merge.setProcessingTime(time);
    handOver();
    return results();
  }

  private void handOver() throws Exception {
    for (Object element : count.getOutput()) {
      if (element instanceof StreamRecord<?> share) {
        merge.processElement(
            new StreamRecord<>((WindowTotals) share.getValue(), share.getTimestamp()));
      }
    }
    count.getOutput().clear();
  }

  private List<ReceiptStats> results() {
    List<ReceiptStats> stats =
        merge.extractOutputStreamRecords().stream()
            .map(record -> record.getValue().value())
            .toList();
    merge.getOutput().clear();
    return stats;
  }

  @SuppressWarnings("unchecked")
  private static <I, O> OneInputTransformation<I, O> oneInput(Object transformation) {
    return (OneInputTransformation<I, O>) transformation;
  }

  @SuppressWarnings("unchecked")
  private static <I, O> KeyedOneInputStreamOperatorTestHarness<Object, I, O> harness(
      OneInputTransformation<I, O> stage) throws Exception {
    KeyedOneInputStreamOperatorTestHarness<Object, I, O> harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            stage.getOperatorFactory(),
            (KeySelector<I, Object>) stage.getStateKeySelector(),
            (TypeInformation<Object>) stage.getStateKeyType());
    harness.setup(stage.getOutputType().createSerializer(new SerializerConfigImpl()));
    harness.open();
    return harness;
  }

  private static StatsSample sample(ConversationKind kind, Of of, long at, long latency) {
    return new StatsSample(kind, of, at, latency);
  }
}
