package io.parley.faults.process;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.infra.local.TaskManager;
import io.parley.pipeline.run.Killing;
import io.parley.pipeline.run.RecoveryClock;
import java.io.IOException;
import java.time.Duration;

/**
 * A fault in which a TaskManager with open transactions freezes until the cluster has given it up
 * and other TaskManagers do its work. Then it wakes up and continues where it was. Kafka must
 * refuse its records, and its rows must not undo newer ones. It may also fence the tasks that took
 * over, by taking a transactional id for its next transaction. These tasks then fail and resume
 * from their checkpoint.
 */
public final class Zombie implements Fault {

  private static final int SHORTEST_SECONDS = 2;
  private static final int LONGEST_SECONDS = 10;

  /**
   * The time in which the zombie meets the fence. Flink ends the process of a task that fails while
   * it closes.
   */
  private static final Duration AWAKE = Duration.ofSeconds(10);

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
    run.awaitRecovery(clock);
    run.recovered(clock.recovery("a frozen " + zombie.name()));
    run.talk(Duration.ofSeconds(run.chance().between(SHORTEST_SECONDS, LONGEST_SECONDS)));
    RecoveryClock awake = run.clock();
    zombie.resume();
    run.mark("SIGCONT: the zombie is awake");
    run.talk(AWAKE);
    run.awaitRecovery(awake);
    run.recovered(awake.recovery("the zombie's awakening"));
  }
}
