package io.parley.receipts.operator;

import io.parley.common.kafka.Outgoing;
import io.parley.receipts.domain.StatsSample;
import io.parley.receipts.domain.WindowTotals;
import io.parley.schemas.status.ReceiptStats;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Statistics per minute of event time. Each task of the ledger sums its own samples, and one window
 * for each minute and kind of conversation adds these sums.
 *
 * <p>A window is held until the allowed lateness is over. Sums that come later are dropped and
 * counted by Flink's {@code numLateRecordsDropped}.
 */
public final class StatsWindows {

  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long LATE_INTERVAL = Duration.ofSeconds(10).toMillis();

  private StatsWindows() {}

  /**
   * Adds the statistics to the job.
   *
   * @param allowedLateness how long after its end a window can still be updated
   */
  public static SingleOutputStreamOperator<Outgoing<ReceiptStats>> of(
      DataStream<StatsSample> samples, Duration allowedLateness) {
    return samples
        .transform("Sum samples", TypeInformation.of(WindowTotals.class), new SumSamples(MINUTE))
        .uid("sum-samples")
        .keyBy(totals -> totals.windowStart + " " + totals.kind)
        .window(new FactTimeWindows<WindowTotals>(MINUTE, totals -> totals.windowStart))
        .allowedLateness(allowedLateness)
        .trigger(new PatientTrigger<>(LATE_INTERVAL, allowedLateness.toMillis()))
        .reduce(new SumTotals(), new StatsRecord(), Outgoing.typeOf(ReceiptStats.class))
        .uid("count-by-minute")
        .name("Count by minute")
        // Flink's own description names classes and the address of an object.
        .setDescription("Count by minute and kind of conversation");
  }
}
