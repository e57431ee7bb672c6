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

  private static final String NOTHING_SAID = "nothing said";
  private static final int IDLE_SECONDS = 30;
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
  Usage idle(int connected, Subject subject, Optional<Run> full)
      throws IOException, InterruptedException {
    bench.results().say("\n%,d connected, nothing said".formatted(connected));
    Restarts restarts = Restarts.watch(subject::restarts);
    UsageMeter meter = subject.startUsage();
    TimeUnit.MILLISECONDS.sleep(bench.seconds(IDLE_SECONDS).toMillis());
    Usage usage = meter.usage();
    restarts.check("while nothing was said");
    bench.results().addUsage(NOTHING_SAID, usage);
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
                        "processor time of all servers, nothing said / as fast as it goes",
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
    Run run = runs.paced(rate, Runs.AT_A_TENTH);
    for (Sight sight : List.of(Sight.READABLE, Sight.DELIVERED, Sight.STATUS)) {
      bench
          .results()
          .add(
              new Finding(
                  Runs.AT_A_TENTH + ": " + sight.title() + ", p99",
                  "",
                  Finding.text("%,.0f ms", run.latencies().p99Millis(sight))
                      + " at %.0f/s".formatted(rate),
                  true));
    }
    bench
        .results()
        .add(
            Finding.atMost(
                "processor time of all servers, at a tenth of the sustained rate / as fast as it"
                    + " goes",
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
}
