package io.parley.benchmarks.pipeline;

import java.io.IOException;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What the whole pipeline can sustain: a fixed number of messages is always under way, so the lag
 * is flat whatever the rate comes to.
 */
final class ThroughputMeasure {

  private static final int UNDER_WAY = 3_000;
  private static final int SETTLING_SECONDS = 20;
  private static final int SECONDS = 60;
  private static final double GOAL = 1_900;

  private final Bench bench;
  private final Traffic traffic;

  ThroughputMeasure(Bench bench, Traffic traffic) {
    this.bench = bench;
    this.traffic = traffic;
  }

  /**
   * Measures.
   *
   * @return messages a second
   */
  double run() throws IOException, InterruptedException {
    bench.results().say("\nThroughput of the whole pipeline, " + UNDER_WAY + " under way");
    traffic.closedLoop(UNDER_WAY, bench.seconds(SETTLING_SECONDS));
    CpuMeter cpu = CpuMeter.start(bench.stack().state());
    double rate = traffic.closedLoop(UNDER_WAY, bench.seconds(SECONDS));
    Map<String, Double> cores = cpu.cores();
    bench.results().addCores("as fast as it goes", cores);
    traffic.awaitDone();
    bench.results().add(Finding.of("whole pipeline, sustained, lag flat", rate, "%,.0f/s"));
    bench
        .results()
        .add(
            Finding.atLeast(
                "the same, by core of processor time of all servers",
                GOAL,
                rate / sum(cores, name -> !name.equals(CpuMeter.GENERATOR)),
                "%,.0f/s"));
    bench
        .results()
        .add(
            Finding.of(
                "the same, by core of processor time of Flink's processes",
                rate / sum(cores, name -> name.contains("manager")),
                "%,.0f/s"));
    return rate;
  }

  private static double sum(Map<String, Double> cores, Predicate<String> which) {
    return cores.entrySet().stream()
        .filter(entry -> which.test(entry.getKey()))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }
}
