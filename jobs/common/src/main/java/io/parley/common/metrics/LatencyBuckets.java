package io.parley.common.metrics;

import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * Cumulative counts of latencies, in the form of a Prometheus histogram: one metric per bound, told
 * apart by the label {@code le}. Prometheus computes quantiles from the sum over all subtasks.
 *
 * <p>Flink's own histograms become summaries in Prometheus, and the quantiles of two subtasks
 * cannot be combined. That is why these counts exist beside them. One task thread updates the
 * counts, and the thread of the metrics reporter reads them without a lock, as it does with Flink's
 * counters. A reading may lack the newest record in some of its buckets.
 */
final class LatencyBuckets {

  /** The upper bounds in milliseconds; above the last one comes {@code +Inf}. */
  private static final long[] BOUNDS = {
    5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000
  };

  private final long[] counts = new long[BOUNDS.length + 1];

  LatencyBuckets(MetricGroup group, String name) {
    for (int i = 0; i < counts.length; i++) {
      int last = i;
      Gauge<Long> upTo = () -> sum(last);
      group.addGroup("le", label(i)).gauge(name, upTo);
    }
  }

  void update(long millis) {
    counts[bucket(millis)]++;
  }

  private static int bucket(long millis) {
    int bucket = 0;
    while (bucket < BOUNDS.length && millis > BOUNDS[bucket]) {
      bucket++;
    }
    return bucket;
  }

  private static String label(int bucket) {
    return bucket < BOUNDS.length ? Long.toString(BOUNDS[bucket]) : "+Inf";
  }

  private long sum(int last) {
    long sum = 0;
    for (int i = 0; i <= last; i++) {
      sum += counts[i];
    }
    return sum;
  }
}
