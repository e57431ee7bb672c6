package io.parley.receipts.operator;

import io.parley.common.kafka.Outgoing;
import io.parley.receipts.domain.StatsSample;
import io.parley.receipts.domain.WindowTotals;
import io.parley.schemas.status.ReceiptStats;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.triggers.PurgingTrigger;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/**
 * Statistics by minute of event time, in two stages: there are only two kinds of conversation, so
 * one stage would send all samples to two tasks. The first stage counts shares, the second sums
 * what the first adds.
 *
 * <p>Both hold a window until the allowed lateness is over. A sample later than that is dropped and
 * counted by Flink's {@code numLateRecordsDropped} of the first stage.
 */
public final class StatsWindows {

  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long LATE_INTERVAL = Duration.ofSeconds(10).toMillis();

  /** Shares of the first stage; more than any sensible parallelism needs. */
  private static final int SHARES = 64;

  private StatsWindows() {}

  /** The share of a sample; any rule does that spreads. */
  private static String share(StatsSample sample) {
    return sample.kind() + "-" + Long.hashCode(sample.at() * 31 + sample.latencyMillis()) % SHARES;
  }

  /**
   * Adds both stages to the job.
   *
   * @param allowedLateness how long after its end a window can still be updated
   */
  public static SingleOutputStreamOperator<Outgoing<ReceiptStats>> of(
      DataStream<StatsSample> samples, Duration allowedLateness) {
    long lateness = allowedLateness.toMillis();
    // A share's last update leaves it when its lateness is over, and must still be taken in.
    long mergeLateness = lateness + LATE_INTERVAL;
    return samples
        .keyBy(StatsWindows::share)
        .window(new FactTimeWindows<StatsSample>(MINUTE, StatsSample::at))
        .allowedLateness(allowedLateness)
        .trigger(PurgingTrigger.of(new PatientTrigger<>(LATE_INTERVAL, lateness)))
        .aggregate(new CountSamples(), new StampWindow())
        .uid("count-samples")
        .name("Count by minute")
        .transform("Never idle", TypeInformation.of(WindowTotals.class), new NeverIdle<>())
        .uid("never-idle")
        .keyBy(totals -> totals.kind.name())
        .window(new FactTimeWindows<WindowTotals>(MINUTE, totals -> totals.windowStart))
        .allowedLateness(Duration.ofMillis(mergeLateness))
        .trigger(new PatientTrigger<>(LATE_INTERVAL, mergeLateness))
        .aggregate(
            new MergeTotals(),
            new NumberedResult(),
            TypeInformation.of(WindowTotals.class),
            TypeInformation.of(WindowTotals.class),
            Outgoing.typeOf(ReceiptStats.class))
        .uid("merge-shares")
        .name("Merge shares");
  }

  /** Notes in the totals which window they are of. */
  private static final class StampWindow
      extends ProcessWindowFunction<WindowTotals, WindowTotals, String, TimeWindow> {
    @Override
    public void process(
        String share,
        Context context,
        Iterable<WindowTotals> elements,
        Collector<WindowTotals> out) {
      WindowTotals totals = elements.iterator().next();
      totals.windowStart = context.window().getStart();
      out.collect(totals);
    }
  }
}
