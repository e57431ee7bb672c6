package io.parley.benchmarks.pipeline;

import java.io.IOException;

/** The measure of latencies of messages at a fixed rate, with the whole pipeline running. */
final class LatencyMeasure {

  private final Bench bench;
  private final Runs runs;
  private final Traffic traffic;
  private final FixedRate rate;

  LatencyMeasure(Bench bench, Runs runs, Traffic traffic, FixedRate rate) {
    this.bench = bench;
    this.runs = runs;
    this.traffic = traffic;
    this.rate = rate;
  }

  /** Measures. */
  Run run() throws IOException, InterruptedException {
    bench.results().say("\nLatency at %d messages a second".formatted(rate.messagesPerSecond()));
    Run run = runs.paced(rate.messagesPerSecond(), Runs.AT_THE_FIXED_RATE);
    runs.addDistributions(run);
    for (Sight sight : Sight.values()) {
      add(sight, run.latencies().p99Millis(sight));
    }
    bench
        .results()
        .add(
            Finding.of(
                "context switches of all servers per message, " + Runs.AT_THE_FIXED_RATE,
                run.switchesPerMessage(),
                "%.0f"));
    new CheckpointStalls(bench).report(run, traffic.journal());
    bench
        .results()
        .add(
            Finding.of(
                "cores of the whole machine at the fixed rate, of "
                    + Runtime.getRuntime().availableProcessors(),
                run.usage().cores().values().stream().mapToDouble(Double::doubleValue).sum(),
                "%.2f"));
    return run;
  }

  /** At less than the rate of the goals no goal counts as met. */
  private void add(Sight sight, double millis) {
    String measure = sight.title() + ", p99";
    String measured =
        Finding.text("%,.0f ms", millis) + " at %d/s".formatted(rate.messagesPerSecond());
    if (sight.goalMillis() == 0) {
      bench.results().add(new Finding(measure, "", measured, true));
      return;
    }
    bench
        .results()
        .add(
            new Finding(
                measure,
                "≤ %,d ms at %d/s".formatted(sight.goalMillis(), FixedRate.GOAL),
                measured,
                rate.isOfGoals() && millis <= sight.goalMillis()));
  }
}
