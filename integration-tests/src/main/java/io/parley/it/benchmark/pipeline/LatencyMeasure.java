package io.parley.it.benchmark.pipeline;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Times of messages at a fixed rate, with the whole pipeline running. */
final class LatencyMeasure {

  private static final int WARM_UP_SECONDS = 100;
  private static final int WARM_UP_UNDER_WAY = 1_000;
  private static final int SETTLING_SECONDS = 10;
  private static final int SECONDS = 90;
  private static final double P99 = 99;
  private static final double MICROS_PER_MILLI = 1_000;

  private final Bench bench;
  private final Traffic traffic;

  LatencyMeasure(Bench bench, Traffic traffic) {
    this.bench = bench;
    this.traffic = traffic;
  }

  void run() throws IOException, InterruptedException {
    bench.results().say("\nLatency at %d messages a second".formatted(bench.rate()));
    traffic.closedLoop(WARM_UP_UNDER_WAY, bench.seconds(WARM_UP_SECONDS));
    traffic.awaitDone();
    traffic.openLoop(bench.rate(), bench.seconds(SETTLING_SECONDS));
    traffic.journal().startMeasuring();
    CpuMeter cpu = CpuMeter.start(bench.stack().state());
    traffic.openLoop(bench.rate(), bench.seconds(SECONDS));
    bench.results().addCores(bench.rate() + " messages a second", cpu.cores());
    traffic.awaitDone();
    report(traffic.journal().stopMeasuring());
  }

  private void report(Map<Sight, Histogram> measured) {
    measured.forEach(
        (sight, histogram) -> {
          bench.results().addHistogram(sight.name().toLowerCase(Locale.ROOT), histogram);
          bench
              .results()
              .add(
                  Finding.atMost(
                      sight.title() + ", p99",
                      sight.goalMillis(),
                      histogram.getValueAtPercentile(P99) / MICROS_PER_MILLI,
                      "%,.0f ms"));
        });
  }
}
