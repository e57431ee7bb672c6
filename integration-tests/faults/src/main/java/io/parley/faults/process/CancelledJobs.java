package io.parley.faults.process;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.pipeline.PipelineJob;
import io.parley.pipeline.run.RecoveryClock;
import java.io.IOException;
import java.time.Duration;

/**
 * A fault in which jobs are cancelled without a savepoint, each at another moment, and resume from
 * their last checkpoint.
 */
public final class CancelledJobs implements Fault {

  private static final Duration DEADLINE = Duration.ofMinutes(1);

  @Override
  public String name() {
    return "cancel-jobs";
  }

  @Override
  public String what() {
    return "Cancel each job and submit it again from its retained checkpoint.";
  }

  @Override
  public void inflict(FaultRun run) throws IOException {
    RecoveryClock clock = run.clock();
    for (PipelineJob job : PipelineJob.values()) {
      run.pipeline().cancel(job, DEADLINE);
      String checkpoint = run.stack().resume(job);
      run.mark(
          "%s cancelled, goes on from %s"
              .formatted(job.directory(), Restoration.number(checkpoint)));
    }
    run.awaitRecovery(clock);
    run.recovered(clock.recovery("cancelling all jobs"));
  }
}
