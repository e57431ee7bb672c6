package io.parley.benchmarks.pipeline;

import java.io.IOException;
import java.util.Map;

/**
 * What the whole pipeline can sustain: a fixed number of messages is always under way, so the lag
 * is flat whatever the rate comes to.
 */
final class ThroughputMeasure {

  static final int UNDER_WAY = 3_000;

  private static final int SETTLING_SECONDS = 20;
  private static final int SECONDS = 60;

  private final Bench bench;
  private final Runs runs;

  ThroughputMeasure(Bench bench, Runs runs) {
    this.bench = bench;
    this.runs = runs;
  }

  /** Measures. */
  Run run() throws IOException, InterruptedException {
    bench.results().say("\nThroughput of the whole pipeline, " + UNDER_WAY + " under way");
    Run run = runs.asFastAsItGoes(UNDER_WAY, SETTLING_SECONDS, SECONDS);
    bench.results().add(Finding.of("whole pipeline, sustained, lag flat", run.rate(), "%,.0f/s"));
    bench
        .results()
        .add(
            Finding.of(
                "the same, by core of processor time of all servers", run.perCore(), "%,.0f/s"));
    double flink =
        run.usage().cores().entrySet().stream()
            .filter(process -> process.getKey().contains("manager"))
            .mapToDouble(Map.Entry::getValue)
            .sum();
    bench
        .results()
        .add(
            Finding.of(
                "the same, by core of processor time of Flink's processes",
                run.rate() / flink,
                "%,.0f/s"));
    bench
        .results()
        .add(
            Finding.of(
                "context switches of all servers by message, as fast as it goes",
                run.switchesPerMessage(),
                "%.0f"));
    return run;
  }
}
