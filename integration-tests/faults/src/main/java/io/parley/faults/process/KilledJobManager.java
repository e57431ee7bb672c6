package io.parley.faults.process;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.pipeline.run.RecoveryClock;
import java.io.IOException;
import java.time.Duration;

/**
 * A fault in which the JobManager dies and forgets its jobs. Their tasks run on for a while, but no
 * checkpoint completes any more. Then they end.
 */
public final class KilledJobManager implements Fault {

  private static final int LONGEST_MILLIS = 1_500;

  @Override
  public String name() {
    return "kill-jobmanager";
  }

  @Override
  public String what() {
    return "kill -9 of the JobManager at any moment; jobs go on from their retained checkpoints.";
  }

  @Override
  public void inflict(FaultRun run) throws IOException, InterruptedException {
    run.talk(Duration.ofMillis(run.chance().between(0, LONGEST_MILLIS)));
    RecoveryClock clock = run.clock();
    run.kill(run.stack().stack().flink().jobManager());
    Restoration.ofJobManager(run, clock);
    run.recovered(clock.recovery("kill -9 of the JobManager"));
  }
}
