package io.parley.benchmarks.pipeline;

import io.parley.benchmarks.scale.Figure;
import java.io.IOException;

/** The measure of latencies of messages at a fixed rate, with the whole pipeline running. */
final class LatencyMeasure {

  static final int SETTLING_SECONDS = 10;
  static final int SECONDS = 60;

  private final Bench bench;
  private final Runs runs;
  private final Traffic traffic;
  private final int rate;
  private final int goalRate;

  /**
   * @param rate messages per second
   * @param goalRate the rate that the goals are for; at a lower one none counts as met
   */
  LatencyMeasure(Bench bench, Runs runs, Traffic traffic, int rate, int goalRate) {
    this.bench = bench;
    this.runs = runs;
    this.traffic = traffic;
    this.rate = rate;
    this.goalRate = goalRate;
  }

  /** Measures. */
  Run run() throws IOException, InterruptedException {
    bench.results().say("\nLatency at %d messages a second".formatted(rate));
    Run run = runs.paced(rate, SETTLING_SECONDS, SECONDS, "at the fixed rate");
    runs.addDistributions(run);
    for (Sight sight : Sight.values()) {
      add(sight, run.latencies().p99Millis(sight));
    }
    bench
        .results()
        .add(
            Finding.of(
                "context switches of all servers by message, at the fixed rate",
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
    double messages = run.messages();
    bench.results().figure(Figure.ROWS, run.writes().rows() / messages);
    bench.results().figure(Figure.REQUESTS, run.writes().requests() / messages);
    bench.results().figure(Figure.RECORDS, run.writes().allRecords() / messages);
    return run;
  }

  private void add(Sight sight, double millis) {
    String measure = sight.title() + ", p99";
    String measured = Finding.text("%,.0f ms", millis) + " at %d/s".formatted(rate);
    if (sight.goalMillis() == 0) {
      bench.results().add(new Finding(measure, "", measured, true));
      return;
    }
    bench
        .results()
        .add(
            new Finding(
                measure,
                "≤ %,d ms at %d/s".formatted(sight.goalMillis(), goalRate),
                measured,
                rate >= goalRate && millis <= sight.goalMillis()));
  }
}
