package io.parley.faults.mistake;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.pipeline.Pipeline;
import io.parley.pipeline.PipelineJob;
import io.parley.pipeline.run.RecoveryClock;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A fault in which each job is cancelled and started again from a savepoint that is older than what
 * the job has committed since. It would write again what it has written, so it must refuse. The
 * operator reads the message and starts it from its newest checkpoint.
 */
public final class OlderSavepoint implements Fault {

  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final Duration SINCE = Duration.ofSeconds(5);

  /** The offsets of the first are committed before the second begins. */
  private static final int CHECKPOINTS = 2;

  private static final Pattern WORDS =
      Pattern.compile("The job's state is older than .*? --kafka.lost-state ALLOW");

  @Override
  public String name() {
    return "older-savepoint";
  }

  @Override
  public String what() {
    return "Start each job from a savepoint before its last commit; it must refuse.";
  }

  @Override
  public void inflict(FaultRun run) throws IOException, InterruptedException {
    Pipeline pipeline = run.pipeline();
    Map<PipelineJob, String> old = new EnumMap<>(PipelineJob.class);
    for (PipelineJob job : PipelineJob.values()) {
      old.put(job, pipeline.flink().savepoint(pipeline.jobId(job), DEADLINE));
    }
    run.mark("each job has a savepoint");
    run.talk(SINCE);
    for (PipelineJob job : PipelineJob.values()) {
      long completed = pipeline.checkpoints(job).completed();
      run.await(
          "two checkpoints of " + job.directory(),
          () -> pipeline.checkpoints(job).completed() >= completed + CHECKPOINTS);
    }
    RefusedStart start = new RefusedStart(run);
    RecoveryClock clock = run.clock();
    for (PipelineJob job : PipelineJob.values()) {
      pipeline.cancel(job, DEADLINE);
      start.demand(job, Optional.of(old.get(job)), WORDS);
      run.stack().resume(job);
      run.mark(job.directory() + " goes on from its newest checkpoint");
    }
    run.awaitRecovery(clock);
    run.recovered(clock.recovery(name()));
  }
}
