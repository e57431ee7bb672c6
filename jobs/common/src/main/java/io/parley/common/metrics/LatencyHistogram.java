package io.parley.common.metrics;

import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** A latency in milliseconds, over the last {@value #WINDOW} records. For one thread. */
public final class LatencyHistogram {

  private static final int WINDOW = 4096;

  private final Histogram histogram;

  /**
   * @param name ends in {@code Ms}, the unit
   */
  public LatencyHistogram(MetricGroup group, String name) {
    histogram = group.histogram(name, new DescriptiveStatisticsHistogram(WINDOW));
  }

  /** Notes a latency; one below zero, as clocks of two machines can give, counts as zero. */
  public void update(long millis) {
    histogram.update(Math.max(0, millis));
  }
}
