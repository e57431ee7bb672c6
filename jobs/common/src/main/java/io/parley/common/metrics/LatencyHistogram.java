package io.parley.common.metrics;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * A latency in milliseconds, between a time in a record and now. For one thread.
 *
 * <p>It registers three metrics:
 *
 * <ul>
 *   <li>{@code NAME}: the quantiles of the last {@value #WINDOW} records of this subtask. Flink
 *       exports them as a Prometheus summary. Quantiles of several subtasks cannot be combined.
 *   <li>{@code NAME_bucket} by {@code le}: how many records took at most so many milliseconds, see
 *       {@link LatencyBuckets}. These can be summed over subtasks.
 *   <li>{@code NAME_belowZero}: how many records have a time that lies in the future of this
 *       process. Then the clocks of the two machines disagree, and the latency counts as zero.
 * </ul>
 */
public final class LatencyHistogram {

  private static final int WINDOW = 4096;

  private final Histogram histogram;
  private final LatencyBuckets buckets;
  private final Counter belowZero;

  /**
   * @param name ends in {@code Ms}, the unit
   */
  public LatencyHistogram(MetricGroup group, String name) {
    histogram = group.histogram(name, new DescriptiveStatisticsHistogram(WINDOW));
    buckets = new LatencyBuckets(group, name + "_bucket");
    belowZero = group.counter(name + "_belowZero");
  }

  /** Notes a latency; one below zero, as clocks of two machines can give, counts as zero. */
  public void update(long millis) {
    if (millis < 0) {
      belowZero.inc();
    }
    long latency = Math.max(0, millis);
    histogram.update(latency);
    buckets.update(latency);
  }
}
