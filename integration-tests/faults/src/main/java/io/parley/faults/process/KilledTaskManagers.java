package io.parley.faults.process;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.faults.NotStruck;
import io.parley.faults.RestartCount;
import io.parley.infra.local.TaskManager;
import io.parley.pipeline.run.RecoveryClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * A fault with many kills of TaskManagers, each at a random moment that depends on the seed: in the
 * middle of a checkpoint, of a commit, or of the recovery from the kill before.
 */
public final class KilledTaskManagers implements Fault {

  private static final int KILLS = 20;
  private static final int LONGEST_LIFE_MILLIS = 6_000;

  @Override
  public String name() {
    return "kill-taskmanager-20";
  }

  @Override
  public String what() {
    return "20 times kill -9 of any TaskManager, also in the middle of a recovery.";
  }

  @Override
  public boolean isLong() {
    return true;
  }

  @Override
  public void inflict(FaultRun run) throws IOException, InterruptedException {
    RestartCount before = RestartCount.now(run);
    for (int kill = 1; kill <= KILLS; kill++) {
      run.startTaskManagers();
      List<TaskManager> all = run.stack().stack().flink().taskManagers();
      TaskManager victim = run.chance().oneOf(all);
      RecoveryClock clock = run.clock();
      run.kill(victim);
      run.talk(Duration.ofMillis(run.chance().between(0, LONGEST_LIFE_MILLIS)));
      victim.start();
      if (kill == KILLS) {
        run.awaitRecovery(clock);
        run.recovered(clock.recovery("kill " + kill));
      }
    }
    demandRestarts(run, before);
  }

  /**
   * A kill of a TaskManager without tasks does no damage, so not all of them may have been such.
   */
  private static void demandRestarts(FaultRun run, RestartCount before) throws IOException {
    long restarts = before.until(RestartCount.now(run));
    run.mark("%d kills made jobs restart %d times".formatted(KILLS, restarts));
    if (restarts == 0) {
      throw new NotStruck("no job had tasks on any TaskManager that was killed");
    }
  }
}
