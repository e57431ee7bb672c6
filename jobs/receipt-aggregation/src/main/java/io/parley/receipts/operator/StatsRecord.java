package io.parley.receipts.operator;

import io.parley.common.kafka.Outgoing;
import io.parley.receipts.domain.WindowTotals;
import io.parley.schemas.status.ReceiptStats;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/**
 * Makes the record of a window. Its version is the number of samples in the window. The number
 * rises with each sample, and it does not depend on how often the window was published. A counter
 * of publications would fail after a crash: the last record could have a lower number than one that
 * the crash undid, and a reader of uncommitted records would keep that one.
 */
final class StatsRecord
    extends ProcessWindowFunction<WindowTotals, Outgoing<ReceiptStats>, String, TimeWindow> {

  @Override
  public void process(
      String key,
      Context context,
      Iterable<WindowTotals> elements,
      Collector<Outgoing<ReceiptStats>> out) {
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
            .setVersion(totals.messages + totals.toDelivered.count + totals.toRead.count)
            .build();
    out.collect(
        new Outgoing<>(Long.toString(window.getStart()), stats, window.maxTimestamp(), null));
  }
}
