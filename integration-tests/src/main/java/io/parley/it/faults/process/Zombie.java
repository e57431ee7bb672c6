package io.parley.it.faults.process;

import io.parley.infra.local.TaskManager;
import io.parley.it.faults.Fault;
import io.parley.it.faults.FaultRun;
import io.parley.it.run.Killing;
import io.parley.it.run.RecoveryClock;
import java.io.IOException;
import java.time.Duration;

/**
 * A TaskManager freezes with transactions open until the cluster has given it up and others do its
 * work; then it goes on where it was. Kafka must refuse what it still writes, and rows that it
 * still writes must not undo newer ones.
 */
public final class Zombie implements Fault {

  private static final int SHORTEST_SECONDS = 2;
  private static final int LONGEST_SECONDS = 10;

  @Override
  public String name() {
    return "zombie-taskmanager";
  }

  @Override
  public String what() {
    return "Freeze the busiest TaskManager beyond the heartbeat; wake it when others do its work.";
  }

  @Override
  public void inflict(FaultRun run) throws IOException, InterruptedException {
    TaskManager zombie = Killing.busiest(run.stack());
    RecoveryClock clock = run.clock();
    zombie.pause();
    run.mark("SIGSTOP to " + zombie.name());
    clock.awaitNoticed();
    clock.awaitRunning();
    clock.awaitDelivering();
    run.recovered(clock.recovery("a frozen " + zombie.name()));
    run.talk(Duration.ofSeconds(run.chance().between(SHORTEST_SECONDS, LONGEST_SECONDS)));
    zombie.resume();
    run.mark("SIGCONT: the zombie is awake");
    Restoration.awaitTaskManagers(run);
    run.await("the jobs to be undisturbed", run.pipeline()::isRunning);
  }
}
