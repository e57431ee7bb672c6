package io.parley.receipts.operator;

import io.parley.receipts.domain.StatsSample;
import io.parley.receipts.domain.WindowTotals;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Sums the samples of a task by minute and kind of conversation, in memory, so that few records
 * leave the task. It emits the sums before each watermark and before each barrier. So a checkpoint
 * needs none of them, and no sum comes later than the event time of its samples allows.
 *
 * <p>It withholds from the next operator that its task is idle, so that operator always follows the
 * slowest task. After a silence the tasks leave their idleness one after the other. If idleness
 * were passed on, the next operator would take the event time of the first task for that of all.
 * After a silence longer than the allowed lateness it would then drop the sums of the other tasks
 * for the minutes before. No task is held up for ever, because event time reaches all tasks
 * whichever partitions are idle.
 */
final class SumSamples extends AbstractStreamOperator<WindowTotals>
    implements OneInputStreamOperator<StatsSample, WindowTotals>, BoundedOneInput {

  private final long window;
  private transient Map<String, WindowTotals> sums;

  SumSamples(long windowMillis) {
    this.window = windowMillis;
  }

  @Override
  public void open() throws Exception {
    super.open();
    sums = new LinkedHashMap<>();
  }

  @Override
  public void processElement(StreamRecord<StatsSample> element) {
    StatsSample sample = element.getValue();
    long start = Math.floorDiv(sample.at(), window) * window;
    WindowTotals sum =
        sums.computeIfAbsent(
            start + " " + sample.kind(), key -> new WindowTotals(start, sample.kind()));
    sum.add(sample);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    send();
    super.processWatermark(mark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    send();
  }

  @Override
  public void endInput() {
    send();
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) {
    // What follows takes a task for active until it hears otherwise.
  }

  private void send() {
    for (WindowTotals sum : sums.values()) {
      sum.pack();
      output.collect(new StreamRecord<>(sum, sum.windowStart));
    }
    sums.clear();
  }
}
