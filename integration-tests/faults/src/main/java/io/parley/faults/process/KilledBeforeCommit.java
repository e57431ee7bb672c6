package io.parley.faults.process;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.faults.NotStruck;
import io.parley.infra.local.LocalServer;
import io.parley.pipeline.PipelineJob;
import io.parley.pipeline.run.RecoveryClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A fault in which all of Flink dies when a checkpoint is complete and its transactions are
 * prepared but not committed. The next start must commit them, once. The moment lasts milliseconds
 * and is not hit each time, so it is tried again until it was hit. The record names the prepared
 * transactions that each try left.
 */
public final class KilledBeforeCommit implements Fault {

  private static final int LEAST_TRIES = 3;
  private static final int MOST_TRIES = 8;

  @Override
  public String name() {
    return "kill-before-commit";
  }

  @Override
  public String what() {
    return "kill -9 of all of Flink between a checkpoint of ingest and the commit, 3 to 8 times.";
  }

  @Override
  public void inflict(FaultRun run) throws IOException {
    int hits = 0;
    for (int n = 1; n <= LEAST_TRIES || (hits == 0 && n <= MOST_TRIES); n++) {
      RecoveryClock clock = run.clock();
      if (!strike(run).isEmpty()) {
        hits++;
      }
      Restoration.ofAll(run, clock);
      run.recovered(clock.recovery("kill before commit, try " + n + ", hits " + hits));
    }
    if (hits == 0) {
      throw new NotStruck(
          "in " + MOST_TRIES + " tries no transaction was caught between checkpoint and commit");
    }
  }

  /** Kills, and returns the transactions of ingest that were prepared and not committed. */
  static List<String> strike(FaultRun run) throws IOException {
    run.startTaskManagers();
    CheckpointWatch.awaitNext(run, PipelineJob.INGEST);
    killAll(run);
    // A newer one than the watch saw may have completed before the kill.
    String checkpoint = CheckpointWatch.newest(run, run.pipeline().jobId(PipelineJob.INGEST));
    byte[] metadata = Files.readAllBytes(Path.of(URI.create(checkpoint)).resolve("_metadata"));
    List<String> prepared = OpenTransactions.now(run).preparedBy(metadata);
    run.mark(
        "everything killed when ingest had %s; prepared and not committed: %s"
            .formatted(Restoration.number(checkpoint), prepared));
    return prepared;
  }

  /** The JobManager is killed first, because it tells the tasks to commit. */
  static void killAll(FaultRun run) {
    List<LocalServer> all = new ArrayList<>();
    all.add(run.stack().stack().flink().jobManager());
    all.addAll(run.stack().stack().flink().taskManagers());
    run.kill(all);
  }
}
