package io.parley.receipts.operator;

import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.triggers.TriggerResult;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/**
 * A window trigger that fires when the window ends, and then for late elements at most once per
 * interval. Flink's own trigger fires for each late element, so a batch of late receipts would
 * publish as many results.
 *
 * <p>The interval is one of processing time. Event time stands still when there is no traffic, and
 * then an update in event time would wait for the next traffic. This is not rare: when traffic
 * resumes after a silence, receipts for the minutes before it come late.
 */
final class PatientTrigger<T> extends Trigger<T, TimeWindow> {

  /** Whether an element came since the last result. One flag per window, cleared with it. */
  private static final ValueStateDescriptor<Boolean> UNSEEN =
      new ValueStateDescriptor<>("unseen", Types.BOOLEAN);

  private final long interval;
  private final long lateness;

  PatientTrigger(long intervalMillis, long allowedLatenessMillis) {
    this.interval = intervalMillis;
    this.lateness = allowedLatenessMillis;
  }

  @Override
  public TriggerResult onElement(
      T element, long timestamp, TimeWindow window, TriggerContext context) throws Exception {
    context.getPartitionedState(UNSEEN).update(true);
    long watermark = context.getCurrentWatermark();
    if (watermark < window.maxTimestamp()) {
      context.registerEventTimeTimer(window.maxTimestamp());
    } else {
      context.registerProcessingTimeTimer(
          (context.getCurrentProcessingTime() / interval + 1) * interval);
      // Not after the window's state is cleared, or the late elements would be lost.
      context.registerEventTimeTimer(window.maxTimestamp() + lateness);
    }
    return TriggerResult.CONTINUE;
  }

  /** Also called when the window's state is about to be cleared. */
  @Override
  public TriggerResult onEventTime(long time, TimeWindow window, TriggerContext context)
      throws Exception {
    return fireIfUnseen(context);
  }

  /** Flink also calls this after the window is gone. Then no element is unseen. */
  @Override
  public TriggerResult onProcessingTime(long time, TimeWindow window, TriggerContext context)
      throws Exception {
    return fireIfUnseen(context);
  }

  private static TriggerResult fireIfUnseen(TriggerContext context) throws Exception {
    ValueState<Boolean> unseen = context.getPartitionedState(UNSEEN);
    if (unseen.value() == null) {
      return TriggerResult.CONTINUE;
    }
    unseen.clear();
    return TriggerResult.FIRE;
  }

  @Override
  public void clear(TimeWindow window, TriggerContext context) {
    context.getPartitionedState(UNSEEN).clear();
    context.deleteEventTimeTimer(window.maxTimestamp());
  }
}
