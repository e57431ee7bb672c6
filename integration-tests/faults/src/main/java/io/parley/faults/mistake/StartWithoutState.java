package io.parley.faults.mistake;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.pipeline.PipelineJob;
import io.parley.pipeline.run.RecoveryClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A fault in which each job is cancelled and started again without state, by an operator who
 * forgets the checkpoint. The job would process everything a second time under other ids and know
 * no member, so it must refuse. The operator reads the message and starts it from its checkpoint.
 */
public final class StartWithoutState implements Fault {

  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final Pattern WORDS =
      Pattern.compile(
          "The job starts without state, but it has read topic .*? --kafka.lost-state ALLOW");

  @Override
  public String name() {
    return "restart-without-state";
  }

  @Override
  public String what() {
    return "Start each job without state, which it must refuse, then from its checkpoint.";
  }

  @Override
  public void inflict(FaultRun run) throws IOException {
    RefusedStart start = new RefusedStart(run);
    RecoveryClock clock = run.clock();
    for (PipelineJob job : PipelineJob.values()) {
      run.pipeline().cancel(job, DEADLINE);
      start.demand(job, Optional.empty(), WORDS);
      run.stack().resume(job);
      run.mark(job.directory() + " goes on from its newest checkpoint");
    }
    run.awaitRecovery(clock);
    run.recovered(clock.recovery(name()));
  }
}
