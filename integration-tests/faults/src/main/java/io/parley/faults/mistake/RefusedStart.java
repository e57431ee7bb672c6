package io.parley.faults.mistake;

import io.parley.faults.FaultRun;
import io.parley.faults.PromiseBroken;
import io.parley.infra.local.flink.FlinkRestClient;
import io.parley.infra.local.flink.FlinkRestException;
import io.parley.infra.local.flink.JobState;
import io.parley.pipeline.PipelineJob;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A start of a job that must be refused. The refusal comes from the job's main method before it is
 * submitted, or from its tasks, which then end the job without a restart.
 */
final class RefusedStart {

  private final FaultRun run;

  RefusedStart(FaultRun run) {
    this.run = run;
  }

  /**
   * Starts a job as it was started before, from another state, and waits for the refusal.
   *
   * @param from a savepoint or checkpoint; empty for no state
   * @param words the refusal, which must name the remedy
   * @throws PromiseBroken if the job fails in other words, or ends in another way
   * @throws org.awaitility.core.ConditionTimeoutException if the start is accepted, and the job has
   *     not ended after three minutes
   * @throws IOException if Flink does not answer
   */
  void demand(PipelineJob job, Optional<String> from, Pattern words) throws IOException {
    String id;
    try {
      id = run.pipeline().run(job, run.pipeline().settings(job), from);
    } catch (FlinkRestException e) {
      note(job, words, e.getMessage());
      return;
    }
    demandEnd(job, id, words);
  }

  /** Waits until a job that was accepted has ended by itself with a refusal. */
  private void demandEnd(PipelineJob job, String id, Pattern words) throws IOException {
    FlinkRestClient flink = run.pipeline().flink();
    run.await(job.directory() + " to refuse", () -> flink.job(id).state().isTerminal());
    if (flink.job(id).state() != JobState.FAILED) {
      throw new PromiseBroken(
          "%s was to refuse and is %s".formatted(job.directory(), flink.job(id).state()));
    }
    note(job, words, flink.failures(id).toString());
  }

  private void note(PipelineJob job, Pattern words, String answer) {
    run.mark(job.directory() + " is refused: " + refusal(job, words, answer));
  }

  /**
   * The refusal in the answer of a job that does not start.
   *
   * @throws PromiseBroken if the answer has other words
   */
  static String refusal(PipelineJob job, Pattern words, String answer) {
    Matcher refusal = words.matcher(answer);
    if (!refusal.find()) {
      throw new PromiseBroken(
          "%s does not start, and does not say '%s' but: %s"
              .formatted(job.directory(), words, answer));
    }
    return refusal.group();
  }
}
