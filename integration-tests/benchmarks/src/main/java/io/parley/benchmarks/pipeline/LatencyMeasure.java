package io.parley.benchmarks.pipeline;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The measure of latencies of messages at a fixed rate, with the whole pipeline running. */
final class LatencyMeasure {

  private static final int SETTLING_SECONDS = 10;
  private static final int SECONDS = 90;
  private static final double P99 = 99;
  private static final double MICROS_PER_MILLI = 1_000;

  private final Bench bench;
  private final Traffic traffic;
  private final int rate;
  private final int goalRate;

  /**
   * @param rate messages per second
   * @param goalRate the rate that the goals are for; at a lower one none counts as met
   */
  LatencyMeasure(Bench bench, Traffic traffic, int rate, int goalRate) {
    this.bench = bench;
    this.traffic = traffic;
    this.rate = rate;
    this.goalRate = goalRate;
  }

  void run() throws IOException, InterruptedException {
    bench.results().say("\nLatency at %d messages a second".formatted(rate));
    traffic.openLoop(rate, bench.seconds(SETTLING_SECONDS));
    traffic.journal().startMeasuring();
    CpuMeter cpu = CpuMeter.start(bench.stack().state());
    traffic.openLoop(rate, bench.seconds(SECONDS));
    bench.results().addCores(rate + " messages a second", cpu.cores());
    traffic.awaitDone();
    report(traffic.journal().stopMeasuring());
  }

  private void report(Map<Sight, Histogram> measured) {
    measured.forEach(
        (sight, histogram) -> {
          bench.results().addHistogram(sight.name().toLowerCase(Locale.ROOT), histogram);
          Finding finding =
              Finding.atMost(
                  "%s, p99, at %d/s".formatted(sight.title(), rate),
                  sight.goalMillis(),
                  histogram.getValueAtPercentile(P99) / MICROS_PER_MILLI,
                  "%,.0f ms");
          bench
              .results()
              .add(
                  rate >= goalRate
                      ? finding
                      : new Finding(
                          finding.measure(),
                          "%s at %d/s".formatted(finding.goal(), goalRate),
                          finding.measured(),
                          false));
        });
  }
}
