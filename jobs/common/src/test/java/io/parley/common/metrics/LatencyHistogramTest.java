package io.parley.common.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.testutils.MetricListener;
import org.junit.jupiter.api.Test;

/** Tests the metrics of a latency. Seen red: with buckets that are not cumulative. */
class LatencyHistogramTest {

  private final MetricListener metrics = new MetricListener();
  private final LatencyHistogram latency =
      new LatencyHistogram(metrics.getMetricGroup(), "delayMs");

  @Test
  void aLatencyBelowZeroCountsAsZeroAndIsCountedAsClockSkew() {
    latency.update(-5);
    latency.update(7);

    var statistics = metrics.getHistogram("delayMs").orElseThrow().getStatistics();
    assertThat(statistics.getMin()).isZero();
    assertThat(statistics.getMax()).isEqualTo(7);
    assertThat(metrics.getCounter("delayMs_belowZero").orElseThrow().getCount()).isEqualTo(1);
  }

  @Test
  void eachBucketCountsAllThatIsNotAboveItsBound() {
    latency.update(5);
    latency.update(6);
    latency.update(1_000_000);

    assertThat(bucket("5")).isEqualTo(1);
    assertThat(bucket("10")).isEqualTo(2);
    assertThat(bucket("300000")).isEqualTo(2);
    assertThat(bucket("+Inf")).isEqualTo(3);
  }

  private long bucket(String bound) {
    Gauge<Long> gauge = metrics.<Long>getGauge("le", bound, "delayMs_bucket").orElseThrow();
    return gauge.getValue();
  }
}
