package io.parley.faults.process;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.pipeline.JobSettings;
import io.parley.pipeline.PipelineJob;
import io.parley.pipeline.run.RecoveryClock;
import java.io.IOException;
import java.time.Duration;

/** An orderly stop: each job is stopped with a savepoint and started from it. */
public final class StoppedJobs implements Fault {

  private static final Duration DEADLINE = Duration.ofMinutes(2);

  @Override
  public String name() {
    return "stop-with-savepoint";
  }

  @Override
  public String what() {
    return "Stop each job with a savepoint and submit it again from there.";
  }

  @Override
  public void inflict(FaultRun run) throws IOException {
    RecoveryClock clock = run.clock();
    for (PipelineJob job : PipelineJob.values()) {
      move(run, job, run.pipeline().settings(job));
    }
    run.awaitRecovery(clock);
    run.recovered(clock.recovery("stopping all jobs with savepoints"));
  }

  /** Stops a job with a savepoint and starts it from there with these settings. */
  public static void move(FaultRun run, PipelineJob job, JobSettings settings) throws IOException {
    String savepoint =
        run.pipeline().flink().stopWithSavepoint(run.pipeline().jobId(job), DEADLINE);
    run.pipeline().resume(job, settings, savepoint);
    run.mark(
        "%s stopped with a savepoint, goes on at parallelism %d"
            .formatted(job.directory(), settings.parallelism()));
  }
}
