package io.parley.benchmarks.pipeline;

import io.parley.benchmarks.meters.Usage;
import io.parley.benchmarks.meters.UsageMeter;
import io.parley.benchmarks.meters.WriteMeter;
import io.parley.benchmarks.meters.Writes;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Runs messages through a pipeline, as fast as it goes or paced, and reads all meters. */
final class Runs {

  /** What follows from a message is written within two seconds and a commit. */
  private static final int REST_SECONDS = 4;

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

  /**
   * So many messages are always under way.
   *
   * @param settling seconds before anything counts, at full scale
   * @param seconds that count, at full scale
   */
  Run asFastAsItGoes(int underWay, int settling, int seconds)
      throws IOException, InterruptedException {
    return run(
        () -> traffic.closedLoop(underWay, bench.seconds(settling)),
        () -> traffic.closedLoop(underWay, bench.seconds(seconds)),
        "as fast as it goes");
  }

  /** Messages come at a fixed rate, whatever the pipeline does. */
  Run paced(double rate, int settling, int seconds, String during)
      throws IOException, InterruptedException {
    return run(
        () -> traffic.openLoop(rate, bench.seconds(settling)),
        () -> {
          long messages = Math.round(rate * bench.seconds(seconds).toMillis() / 1e3);
          traffic.journal().startMeasuring(Latencies.windowsOf(messages), messages);
          return traffic.openLoop(rate, bench.seconds(seconds));
        },
        during);
  }

  private Run run(Phase settling, Phase measured, String during)
      throws IOException, InterruptedException {
    try (WriteMeter meter = new WriteMeter(bench.stack().state())) {
      TimeUnit.SECONDS.sleep(REST_SECONDS);
      int messagesBefore = traffic.journal().begun();
      Writes before = subject.writes(meter);
      long restarts = subject.restarts();
      settling.run();
      UsageMeter cpu = subject.startUsage();
      long from = System.currentTimeMillis();
      double rate = measured.run();
      Usage usage = cpu.usage();
      long to = System.currentTimeMillis();
      traffic.awaitDone();
      TimeUnit.SECONDS.sleep(REST_SECONDS);
      Latencies latencies = traffic.journal().stopMeasuring();
      if (subject.restarts() != restarts) {
        throw new IllegalStateException(
            "A job went back to a checkpoint "
                + during
                + ". It counts its rows and requests anew then, so the figures of this time mean"
                + " nothing. The JobManager's log says why");
      }
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
