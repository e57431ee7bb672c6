package io.parley.faults.mistake;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.pipeline.PipelineJob;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A fault in which ingest is submitted a second time while it runs: once from its newest
 * checkpoint, as after a mistaken failover, and once without state. Both copies would write
 * committed records again. The job's preflight must refuse both with a reason, and the first copy
 * must not be disturbed.
 */
public final class TwoCopies implements Fault {

  static final Pattern WORDS =
      Pattern.compile("another copy of this job is at work\\. .*? Stop the other copy first");

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
    RefusedStart second = new RefusedStart(run);
    run.mark("a second copy starts from the newest checkpoint");
    second.demand(job, Optional.of(checkpoint), WORDS);
    run.mark("a second copy starts without state");
    second.demand(job, Optional.empty(), WORDS);
    run.await("the first copy to be undisturbed", run.pipeline()::isRunning);
  }
}
