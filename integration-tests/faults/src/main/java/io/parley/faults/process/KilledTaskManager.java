package io.parley.faults.process;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import java.io.IOException;

/** A fault in which the busiest TaskManager is killed. The demo shows it too. */
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
    run.killBusiestTaskManager();
  }
}
