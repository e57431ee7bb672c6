package io.parley.benchmarks.pipeline;

import io.parley.benchmarks.meters.Usage;
import io.parley.benchmarks.meters.UsageMeter;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What the pipeline costs when little is said: with everybody connected and silent, and at a tenth
 * of what it sustains. A cost that does not follow the traffic shows here.
 */
final class RestMeasure {

  private static final int IDLE_SECONDS = 30;
  private static final int SETTLING_SECONDS = 10;
  private static final int QUIET_SECONDS = 40;
  private static final double IDLE_GOAL = 0.25;
  private static final double QUIET_GOAL = 0.25;
  private static final double TENTH = 0.1;

  private final Bench bench;
  private final Runs runs;

  RestMeasure(Bench bench, Runs runs) {
    this.bench = bench;
    this.runs = runs;
  }

  /**
   * Nobody says anything.
   *
   * @param connected devices
   * @param full the run as fast as it goes, if there was one
   * @return what was used
   */
  Usage idle(int connected, Subject subject, Optional<Run> full) throws InterruptedException {
    bench.results().say("\n%,d connected, nothing said".formatted(connected));
    UsageMeter meter = subject.startUsage();
    TimeUnit.MILLISECONDS.sleep(bench.seconds(IDLE_SECONDS).toMillis());
    Usage usage = meter.usage();
    bench.results().addUsage("nothing said", usage);
    bench
        .results()
        .add(
            Finding.atMost(
                "%,d connected, nothing said, cores of all servers".formatted(connected),
                IDLE_GOAL,
                usage.servers(),
                "%.2f"));
    full.ifPresent(
        run ->
            bench
                .results()
                .add(
                    Finding.of(
                        "the same to the cores as fast as it goes: what no message causes",
                        usage.servers() / run.usage().servers(),
                        "%.2f")));
    return usage;
  }

  /**
   * A tenth of what the pipeline sustains.
   *
   * @param idle what was used when nobody said anything, if that was measured
   */
  Run quiet(Run full, Optional<Usage> idle) throws IOException, InterruptedException {
    double rate = Math.max(1, full.rate() * TENTH);
    bench.results().say("\nA quiet machine: %.0f messages a second".formatted(rate));
    Run run = quiet(runs, rate);
    for (Sight sight : List.of(Sight.READABLE, Sight.DELIVERED, Sight.STATUS)) {
      bench
          .results()
          .add(
              new Finding(
                  "at a tenth of the sustained rate: " + sight.title() + ", p99",
                  "",
                  Finding.text("%,.0f ms", run.latencies().p99Millis(sight))
                      + " at %.0f/s".formatted(rate),
                  true));
    }
    bench
        .results()
        .add(
            Finding.atMost(
                "processor time at a tenth of the sustained rate / as fast as it goes",
                QUIET_GOAL,
                run.usage().servers() / full.usage().servers(),
                "%.2f"));
    idle.ifPresent(
        usage -> {
          QuietCosts costs = new QuietCosts(usage, full.usage(), run.usage(), rate / full.rate());
          bench.results().addTable(costs.processes());
          bench.results().addTable(costs.threads());
        });
    return run;
  }

  /** Runs so few messages a second through a pipeline. */
  static Run quiet(Runs runs, double rate) throws IOException, InterruptedException {
    return runs.paced(rate, SETTLING_SECONDS, QUIET_SECONDS, "at a tenth of the sustained rate");
  }
}
