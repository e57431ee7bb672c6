package io.parley.faults.process;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.faults.PromiseBroken;
import io.parley.infra.local.flink.FlinkRestException;
import io.parley.infra.local.flink.JobSubmission;
import io.parley.pipeline.PipelineJob;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A fault in which ingest is submitted a second time while it runs: once from its newest
 * checkpoint, as after a mistaken failover, and once without state. Both copies would write
 * committed records again. The job's preflight must refuse both with a reason, and the first copy
 * must not be disturbed.
 */
public final class TwoCopies implements Fault {

  private static final String REFUSAL = "another copy of this job is at work";

  @Override
  public String name() {
    return "two-copies";
  }

  @Override
  public String what() {
    return "Submit ingest a second time with the same transactional ids while it runs.";
  }

  @Override
  public void inflict(FaultRun run) throws IOException {
    PipelineJob job = PipelineJob.INGEST;
    String checkpoint =
        run.stack()
            .stack()
            .flink()
            .newestCheckpoint(run.pipeline().jobId(job))
            .orElseThrow(() -> new IOException("ingest has no checkpoint"));
    submitAgain(run, Optional.of(checkpoint));
    submitAgain(run, Optional.empty());
    run.await("the first copy to be undisturbed", run.pipeline()::isRunning);
  }

  private static void submitAgain(FaultRun run, Optional<String> checkpoint) throws IOException {
    PipelineJob job = PipelineJob.INGEST;
    String from = checkpoint.map(Restoration::number).orElse("no state");
    JobSubmission again =
        job.local()
            .submission(run.pipeline().stack(), List.of())
            .parallelism(run.pipeline().settings(job).parallelism());
    String jar = run.pipeline().flink().upload(job.local().jar());
    try {
      String id =
          run.pipeline().flink().run(jar, checkpoint.map(again::fromSavepoint).orElse(again));
      throw new PromiseBroken(
          "A second copy of ingest from " + from + " was accepted as job " + id);
    } catch (FlinkRestException e) {
      demandReason(from, e.getMessage());
      run.mark("the second copy, from " + from + ", is refused: " + e.getMessage());
    }
  }

  static void demandReason(String from, String answer) {
    if (!answer.contains(REFUSAL)) {
      throw new PromiseBroken(
          "A second copy of ingest from %s does not start, and does not say '%s' but: %s"
              .formatted(from, REFUSAL, answer));
    }
  }
}
