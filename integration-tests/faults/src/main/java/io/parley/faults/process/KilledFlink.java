package io.parley.faults.process;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.pipeline.run.RecoveryClock;
import java.io.IOException;

/** A fault in which all Flink processes die at once, as when a machine room loses power. */
public final class KilledFlink implements Fault {

  @Override
  public String name() {
    return "kill-flink";
  }

  @Override
  public String what() {
    return "kill -9 of every Flink process at once; jobs go on from their retained checkpoints.";
  }

  @Override
  public void inflict(FaultRun run) throws IOException {
    run.startTaskManagers();
    RecoveryClock clock = run.clock();
    KilledBeforeCommit.killAll(run);
    Restoration.ofAll(run, clock);
    run.recovered(clock.recovery("kill -9 of Flink"));
  }
}
