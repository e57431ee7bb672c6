package io.parley.it.faults.process;

import io.parley.infra.local.TaskManager;
import io.parley.it.faults.Fault;
import io.parley.it.faults.FaultRun;
import io.parley.it.pipeline.PipelineJob;
import io.parley.it.run.RecoveryClock;
import java.io.IOException;
import java.util.List;

/**
 * All of Flink dies at the moment at which a checkpoint is complete and its transactions are
 * prepared but not committed: the next attempt must commit them, once. The moment lasts
 * milliseconds and is not hit each time; the record says how many transactions were left open.
 */
public final class KilledBeforeCommit implements Fault {

  private static final int TRIES = 3;

  @Override
  public String name() {
    return "kill-before-commit";
  }

  @Override
  public String what() {
    return "kill -9 of the JobManager, then the TaskManagers, between a checkpoint and its commit.";
  }

  @Override
  public void inflict(FaultRun run) throws IOException {
    for (int n = 1; n <= TRIES; n++) {
      PipelineJob job = run.chance().oneOf(List.of(PipelineJob.values()));
      String checkpoint = CheckpointWatch.awaitNext(run, job);
      RecoveryClock clock = run.clock();
      killAll(run);
      run.mark(
          "everything killed when %s had %s; %d transactions are open"
              .formatted(
                  job.directory(),
                  Restoration.number(checkpoint),
                  OpenTransactions.of(run).size()));
      Restoration.ofAll(run, clock);
      run.recovered(clock.recovery("kill before commit " + n));
    }
  }

  static void killAll(FaultRun run) {
    run.stack().stack().flink().jobManager().kill();
    run.stack().stack().flink().taskManagers().forEach(TaskManager::kill);
  }
}
