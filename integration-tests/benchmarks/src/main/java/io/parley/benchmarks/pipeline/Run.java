package io.parley.benchmarks.pipeline;

import io.parley.benchmarks.meters.Usage;
import io.parley.benchmarks.meters.Writes;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What a run of messages took.
 *
 * @param rate messages a second
 * @param usage of the measured time
 * @param writes for all messages, also those before the measured time
 * @param messages that were written for
 * @param latencies of the messages of the measured time; empty if none were taken
 */
record Run(
    double rate, Usage usage, Writes writes, long messages, Map<Sight, Histogram> latencies) {

  private static final double P99 = 99;
  private static final double MICROS_PER_MILLI = 1_000;

  /** Messages a second by core of processor time of all servers. */
  double perCore() {
    return rate / usage.servers();
  }

  double switchesPerMessage() {
    return usage.switches() / rate;
  }

  double p99Millis(Sight sight) {
    return latencies.get(sight).getValueAtPercentile(P99) / MICROS_PER_MILLI;
  }
}
