package io.parley.faults.process;

import io.parley.faults.FaultRun;
import io.parley.infra.local.TaskManager;
import io.parley.pipeline.PipelineJob;
import io.parley.pipeline.run.RecoveryClock;
import java.io.IOException;
import java.util.List;

/**
 * The work of an operator after a fault, without high availability: start the processes again, then
 * submit each job from its newest checkpoint.
 */
final class Restoration {

  private Restoration() {}

  /** Starts the JobManager again and submits the jobs to it, then waits for their tasks. */
  static void ofJobManager(FaultRun run, RecoveryClock clock) throws IOException {
    run.stack().stack().flink().jobManager().start();
    run.mark("the JobManager is back");
    resumeAll(run, clock);
  }

  /** The same when the TaskManagers are dead too. */
  static void ofAll(FaultRun run, RecoveryClock clock) throws IOException {
    run.stack().stack().flink().jobManager().start();
    run.startTaskManagers();
    run.mark("Flink is back");
    resumeAll(run, clock);
  }

  private static void resumeAll(FaultRun run, RecoveryClock clock) throws IOException {
    run.pipeline().forgetUploads();
    awaitTaskManagers(run);
    for (PipelineJob job : PipelineJob.values()) {
      String checkpoint = run.stack().resume(job);
      run.mark(job.directory() + " goes on from " + number(checkpoint));
    }
    run.awaitRecovery(clock);
  }

  /** Waits until the JobManager knows every TaskManager; one that has ended is started again. */
  private static void awaitTaskManagers(FaultRun run) {
    List<String> all =
        run.stack().stack().flink().taskManagers().stream().map(TaskManager::name).toList();
    run.await(
        "the TaskManagers to register",
        () -> {
          run.startTaskManagers();
          return run.pipeline().flink().taskManagers().containsAll(all);
        });
  }

  /**
   * The last part of a checkpoint's URI, such as {@code chk-7}, which tells it from other
   * checkpoints of the job.
   */
  static String number(String checkpoint) {
    return checkpoint.replaceAll(".*/(chk-\\d+)/?", "$1");
  }
}
