package io.parley.receipts.operator;

import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Passes everything on but the news that its task is idle, so a stage behind it goes by the slowest
 * task of the stage before, always.
 *
 * <p>After a silence the tasks of a stage leave their idleness one after the other. Without this
 * the stage behind takes the event time of the first for that of all; if the silence was longer
 * than the allowed lateness, it drops what the others have still to say about the minutes before
 * the silence. No task is held up for ever: event time reaches all tasks of a stage, whichever
 * partitions are idle.
 */
final class NeverIdle<T> extends AbstractStreamOperator<T> implements OneInputStreamOperator<T, T> {

  @Override
  public void processElement(StreamRecord<T> element) {
    output.collect(element);
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) {
    // What follows takes a task for active until it hears otherwise.
  }
}
