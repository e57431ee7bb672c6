package io.parley.receipts.operator;

import io.parley.common.kafka.Outgoing;
import io.parley.receipts.domain.WindowTotals;
import io.parley.schemas.status.ReceiptStats;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Makes the record of a window, with its version: 1, then one more for each late update. */
final class NumberedResult
    extends ProcessWindowFunction<WindowTotals, Outgoing<ReceiptStats>, String, TimeWindow> {

  /** One number a window and kind; cleared with the window. */
  private static final ValueStateDescriptor<Long> VERSION =
      new ValueStateDescriptor<>("version", Types.LONG);

  @Override
  public void process(
      String kind,
      Context context,
      Iterable<WindowTotals> elements,
      Collector<Outgoing<ReceiptStats>> out)
      throws Exception {
    ValueState<Long> version = context.windowState().getState(VERSION);
    long next = version.value() == null ? 1 : version.value() + 1;
    version.update(next);
    WindowTotals totals = elements.iterator().next();
    TimeWindow window = context.window();
    ReceiptStats stats =
        ReceiptStats.newBuilder()
            .setWindowStart(window.getStart())
            .setWindowEnd(window.getEnd())
            .setConversationKind(totals.kind)
            .setMessages(totals.messages)
            .setDeliveries(totals.toDelivered.count)
            .setReads(totals.toRead.count)
            .setTimeToDelivered(totals.toDelivered.quantiles())
            .setTimeToRead(totals.toRead.quantiles())
            .setVersion(next)
            .build();
    out.collect(
        new Outgoing<>(Long.toString(window.getStart()), stats, window.maxTimestamp(), null));
  }

  @Override
  public void clear(Context context) {
    context.windowState().getState(VERSION).clear();
  }
}
