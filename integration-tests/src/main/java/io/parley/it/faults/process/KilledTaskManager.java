package io.parley.it.faults.process;

import io.parley.it.faults.Fault;
import io.parley.it.faults.FaultRun;
import io.parley.it.fleet.Count;
import io.parley.it.run.Killing;
import java.io.IOException;

/** The simplest fault, which the demo shows too. */
public final class KilledTaskManager implements Fault {

  @Override
  public String name() {
    return "kill-taskmanager";
  }

  @Override
  public String what() {
    return "kill -9 of the busiest TaskManager; its work moves to the other.";
  }

  @Override
  public void inflict(FaultRun run) throws IOException {
    Killing killing = new Killing(run.stack(), () -> run.fleet().tally().of(Count.DELIVERED));
    run.mark("kill -9 of " + killing.victim());
    run.recovered(killing.run());
  }
}
