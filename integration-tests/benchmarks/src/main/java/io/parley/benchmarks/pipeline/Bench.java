package io.parley.benchmarks.pipeline;

import io.parley.benchmarks.meters.UsageMeter;
import io.parley.checker.Checker;
import io.parley.checker.Verdict;
import io.parley.pipeline.PipelineJob;
import io.parley.pipeline.PipelineStack;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The parts that all measures share.
 *
 * @param stack servers with the three jobs
 * @param scale of all durations; 1 for the full run
 * @param fullCompiler whether Kafka's and Flink's JVMs compile with C2, too
 */
record Bench(PipelineStack stack, Results results, double scale, boolean fullCompiler) {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final double QUIET_CORES = 0.08;
  private static final int QUIET_SECONDS = 60;

  /** A duration of the full run, scaled to this run. */
  Duration seconds(int full) {
    return Duration.ofMillis(Math.max(1_000, Math.round(full * 1e3 * scale)));
  }

  /**
   * Waits for rest and has the checker look at everything so far, of all measures: the topics and
   * tables still have it.
   *
   * @throws IllegalStateException if the promise is broken: then speed means nothing
   */
  void check() throws IOException {
    stack.pipeline().awaitRest(PATIENCE);
    Verdict verdict = Checker.all(stack.state().services());
    if (!verdict.holds()) {
      throw new IllegalStateException("The promise is broken.\n" + verdict.table());
    }
    results.checked();
  }

  /**
   * Checks that every transaction could be committed. A restart may repeat a commit that had
   * succeeded, and it sets the counters to zero, so after one only the checker can tell.
   *
   * @throws IllegalStateException if one could not, and no job has been restarted
   */
  void checkCommits() throws IOException {
    long restarts = restarts();
    long failed = stack.pipeline().failedCommittables();
    if (restarts > 0) {
      results.say(
          "  jobs went back to a checkpoint %d times, though nobody killed them"
              .formatted(restarts));
    } else if (failed > 0) {
      throw new IllegalStateException(
          failed + " transactions of the jobs could not be committed, and no job was restarted");
    }
  }

  /** How often the three jobs together have gone back to a checkpoint. */
  long restarts() throws IOException {
    return stack.pipeline().restarts().values().stream().mapToLong(Long::longValue).sum();
  }

  /** Stops the three jobs, if they run, with everything committed that they have written. */
  void stopJobs() throws IOException {
    for (PipelineJob job : PipelineJob.values()) {
      if (!stack.pipeline().hasEnded(job)) {
        stack.pipeline().flink().stopWithSavepoint(stack.pipeline().jobId(job), PATIENCE);
      }
    }
  }

  /** Waits until the database has compacted, or for a minute. */
  void awaitQuietDatabase() throws InterruptedException {
    awaitQuietDatabase(QUIET_SECONDS);
  }

  /**
   * Waits until the database has compacted. It compacts for a while after a load, here with a
   * quarter of a core, and that must not count for the next measurement.
   *
   * @param longest the most seconds of the full run
   */
  void awaitQuietDatabase(int longest) throws InterruptedException {
    long end = System.nanoTime() + seconds(longest).toNanos();
    double cores;
    do {
      UsageMeter meter = UsageMeter.start(stack.state());
      TimeUnit.SECONDS.sleep(2);
      cores = meter.usage().cores().get(UsageMeter.DATABASE);
    } while (cores > QUIET_CORES && System.nanoTime() < end);
    if (cores > QUIET_CORES) {
      results.say("  the database still uses %.2f cores".formatted(cores));
    }
  }
}
