package io.parley.faults.process;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.infra.local.TaskManager;
import io.parley.pipeline.PipelineJob;
import io.parley.pipeline.run.RecoveryClock;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * A fault in which all of Flink dies when a checkpoint is complete and its transactions are
 * prepared but not committed. The next start must commit them, once. The moment lasts milliseconds
 * and is not hit each time. The record says how many prepared transactions were left.
 */
public final class KilledBeforeCommit implements Fault {

  private static final int TRIES = 3;

  @Override
  public String name() {
    return "kill-before-commit";
  }

  @Override
  public String what() {
    return "kill -9 of all of Flink between a checkpoint of ingest and the commit; 3 tries.";
  }

  @Override
  public void inflict(FaultRun run) throws IOException {
    for (int n = 1; n <= TRIES; n++) {
      RecoveryClock clock = run.clock();
      strike(run);
      Restoration.ofAll(run, clock);
      run.recovered(clock.recovery("kill before commit, try " + n));
    }
  }

  /** Kills, and returns the transactions of ingest that were prepared and not committed. */
  static List<String> strike(FaultRun run) throws IOException {
    String checkpoint = CheckpointWatch.awaitNext(run, PipelineJob.INGEST);
    Instant killed = Instant.now();
    killAll(run);
    List<String> prepared =
        OpenTransactions.now(run).preparedBy(PipelineJob.INGEST.directory(), killed);
    run.mark(
        "everything killed when ingest had %s; prepared and not committed: %s"
            .formatted(Restoration.number(checkpoint), prepared));
    return prepared;
  }

  /** The JobManager is killed first, because it tells the tasks to commit. */
  static void killAll(FaultRun run) {
    run.stack().stack().flink().jobManager().kill();
    run.stack().stack().flink().taskManagers().forEach(TaskManager::kill);
  }
}
