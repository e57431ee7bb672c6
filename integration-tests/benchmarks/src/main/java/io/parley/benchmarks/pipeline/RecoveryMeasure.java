package io.parley.benchmarks.pipeline;

import io.parley.benchmarks.scale.Figure;
import io.parley.pipeline.run.Killing;
import io.parley.pipeline.run.Recovery;
import io.parley.pipeline.run.RecoveryClock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The measure of a recovery: a TaskManager is killed with -9 under traffic, while the other one has
 * free slots.
 */
final class RecoveryMeasure {

  private static final int SECONDS_BEFORE = 10;

  /** What is sent later than the recovery takes decides nothing. */
  private static final int SECONDS = 30;

  private static final double GOAL_SECONDS = 5;

  private final Bench bench;
  private final Traffic traffic;
  private final int rate;

  /**
   * @param rate messages a second
   */
  RecoveryMeasure(Bench bench, Traffic traffic, int rate) {
    this.bench = bench;
    this.traffic = traffic;
    this.rate = rate;
  }

  void run() throws Exception {
    bench.results().say("\nkill -9 of a TaskManager at " + rate + " messages a second");
    ExecutorService sender = Executors.newSingleThreadExecutor();
    try {
      Duration duration = bench.seconds(SECONDS_BEFORE + SECONDS);
      Future<?> sending =
          sender.submit(
              () -> {
                traffic.openLoop(rate, duration);
                return null;
              });
      TimeUnit.MILLISECONDS.sleep(bench.seconds(SECONDS_BEFORE).toMillis());
      report(new Killing(bench.stack(), traffic.gateways()::delivered).run());
      sending.get();
    } finally {
      sender.shutdownNow();
    }
    traffic.awaitDone();
  }

  private void report(Recovery recovery) {
    bench.results().figure(Figure.RECOVERY_SECONDS, recovery.seconds(RecoveryClock.DELIVERING));
    bench
        .results()
        .say(
            "  noticed after %.1f s, every task runs after %.1f s"
                .formatted(
                    recovery.seconds(RecoveryClock.NOTICED),
                    recovery.seconds(RecoveryClock.RUNNING)));
    bench
        .results()
        .add(
            Finding.atMost(
                "kill -9 of a TaskManager until deliveries flow again",
                GOAL_SECONDS,
                recovery.seconds(RecoveryClock.DELIVERING),
                "%.1f s"));
  }
}
