package io.parley.benchmarks.pipeline;

import io.parley.benchmarks.meters.Usage;
import io.parley.benchmarks.meters.UsageMeter;
import io.parley.benchmarks.meters.WriteMeter;
import io.parley.benchmarks.meters.Writes;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Runs messages through a pipeline, as fast as it goes or paced, and reads all meters. Each run
 * begins when the database has compacted, or after a minute.
 */
final class Runs {

  /** What follows from a message is written within two seconds and a commit. */
  private static final int REST_SECONDS = 4;

  /** What goes on during a run. */
  static final String AS_FAST_AS_IT_GOES = "as fast as it goes";

  static final String AT_THE_FIXED_RATE = "at the fixed rate";
  static final String AT_A_TENTH = "at a tenth of the sustained rate";

  /** Seconds of the full run before anything counts. */
  private static final int SETTLING_SECONDS = 10;

  private static final int FAST_SECONDS = 40;
  private static final int PACED_SECONDS = 60;

  private final Bench bench;
  private final Subject subject;
  private final Traffic traffic;

  Runs(Bench bench, Subject subject, Traffic traffic) {
    this.bench = bench;
    this.subject = subject;
    this.traffic = traffic;
  }

  /** What a phase of a run does; returns messages a second. */
  private interface Phase {
    double run() throws InterruptedException;
  }

  /** So many messages are always under way. */
  Run asFastAsItGoes(int underWay) throws IOException, InterruptedException {
    return run(
        () -> traffic.closedLoop(underWay, bench.seconds(SETTLING_SECONDS)),
        () -> traffic.closedLoop(underWay, bench.seconds(FAST_SECONDS)),
        AS_FAST_AS_IT_GOES);
  }

  /** Messages come at a fixed rate for a minute, whatever the pipeline does. */
  Run paced(double rate, String during) throws IOException, InterruptedException {
    Duration duration = bench.seconds(PACED_SECONDS);
    return run(
        () -> traffic.openLoop(rate, bench.seconds(SETTLING_SECONDS)),
        () -> {
          long messages = Math.round(rate * duration.toMillis() / 1e3);
          traffic.journal().startMeasuring(Latencies.windowsOf(messages), messages);
          return traffic.openLoop(rate, duration);
        },
        during);
  }

  private Run run(Phase settling, Phase measured, String during)
      throws IOException, InterruptedException {
    // The jobs wait for it as the floor does, or one would pay for what the other has left.
    bench.awaitQuietDatabase();
    try (WriteMeter meter = new WriteMeter(bench.stack().state())) {
      TimeUnit.SECONDS.sleep(REST_SECONDS);
      int messagesBefore = traffic.journal().begun();
      Writes before = subject.writes(meter);
      Restarts restarts = Restarts.watch(subject::restarts);
      settling.run();
      UsageMeter cpu = subject.startUsage();
      long from = System.currentTimeMillis();
      double rate = measured.run();
      Usage usage = cpu.usage();
      long to = System.currentTimeMillis();
      traffic.awaitDone();
      TimeUnit.SECONDS.sleep(REST_SECONDS);
      Latencies latencies = traffic.journal().stopMeasuring();
      restarts.check(during);
      Writes writes = subject.writes(meter).since(before);
      bench.results().addUsage(subject.prefix() + during, usage);
      return new Run(
          rate, from, to, usage, writes, traffic.journal().begun() - messagesBefore, latencies);
    }
  }

  /** Prints the distributions of a run and keeps them. */
  void addDistributions(Run run) {
    for (Sight sight : Sight.values()) {
      bench.results().addHistogram(name(sight), run.latencies().all(sight));
    }
  }

  private String name(Sight sight) {
    return subject.prefix() + sight.name().toLowerCase(Locale.ROOT);
  }
}
