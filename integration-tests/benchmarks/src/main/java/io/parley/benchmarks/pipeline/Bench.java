package io.parley.benchmarks.pipeline;

import io.parley.checker.Checker;
import io.parley.checker.Verdict;
import io.parley.pipeline.PipelineStack;
import java.io.IOException;
import java.time.Duration;

/**
 * The parts that all measures share.
 *
 * @param stack servers with the three jobs
 * @param scale of all durations; 1 for the full run
 * @param fullCompiler whether Kafka's and Flink's JVMs compile with C2, too
 */
record Bench(PipelineStack stack, Results results, double scale, boolean fullCompiler) {

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** A duration of the full run, scaled to this run. */
  Duration seconds(int full) {
    return Duration.ofMillis(Math.max(1_000, Math.round(full * 1e3 * scale)));
  }

  /**
   * Waits for rest and has the checker look at everything so far.
   *
   * @throws IllegalStateException if the promise is broken: then speed means nothing
   */
  void check() throws IOException {
    stack.pipeline().awaitRest(PATIENCE);
    long failed = stack.pipeline().failedCommittables();
    Verdict verdict = Checker.all(stack.state().services());
    if (!verdict.holds()) {
      throw new IllegalStateException("The promise is broken.\n" + verdict.table());
    }
    results.say("  checked: everything holds; %d failed committables".formatted(failed));
  }
}
