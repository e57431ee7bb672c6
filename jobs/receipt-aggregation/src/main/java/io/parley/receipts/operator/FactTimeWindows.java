package io.parley.receipts.operator;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.function.ToLongFunction;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.triggers.EventTimeTrigger;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/**
 * Tumbling event-time windows by a time that the element itself contains. Flink's own windows use
 * the timestamp of the record that caused the element. For a receipt that waited, this would be the
 * timestamp of the event for which it waited.
 */
final class FactTimeWindows<T> extends WindowAssigner<T, TimeWindow> {

  private final long size;
  private final Time<T> time;

  FactTimeWindows(long sizeMillis, Time<T> time) {
    this.size = sizeMillis;
    this.time = time;
  }

  /** The time of an element, milliseconds since 1970. */
  interface Time<T> extends ToLongFunction<T>, Serializable {}

  @Override
  public Collection<TimeWindow> assignWindows(
      T element, long timestamp, WindowAssignerContext context) {
    long start = TimeWindow.getWindowStartWithOffset(time.applyAsLong(element), 0, size);
    return List.of(new TimeWindow(start, start + size));
  }

  @Override
  @SuppressWarnings("unchecked") // a trigger that looks at no element serves all
  public Trigger<T, TimeWindow> getDefaultTrigger() {
    return (Trigger<T, TimeWindow>) (Trigger<?, TimeWindow>) EventTimeTrigger.create();
  }

  @Override
  public TypeSerializer<TimeWindow> getWindowSerializer(ExecutionConfig config) {
    return new TimeWindow.Serializer();
  }

  @Override
  public boolean isEventTime() {
    return true;
  }
}
