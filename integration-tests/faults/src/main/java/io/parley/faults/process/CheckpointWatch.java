package io.parley.faults.process;

import io.parley.faults.FaultRun;
import io.parley.faults.PromiseBroken;
import io.parley.pipeline.PipelineJob;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * A watch for the moment between the completion of a checkpoint and the commit of its transactions.
 * The checkpoint is on disk a few milliseconds before the tasks hear of it. The disk is watched
 * because the REST interface reports a checkpoint too late.
 */
final class CheckpointWatch {

  /** The default of the jobs' option {@code execution.checkpointing.timeout}. */
  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);

  private CheckpointWatch() {}

  /** Returns the moment a job has completed one more checkpoint. */
  static void awaitNext(FaultRun run, PipelineJob job) throws IOException {
    String id = run.pipeline().jobId(job);
    String before = newest(run, id);
    long end = System.nanoTime() + PATIENCE;
    while (System.nanoTime() < end) {
      if (!newest(run, id).equals(before)) {
        return;
      }
      Thread.onSpinWait();
    }
    throw new PromiseBroken(job + " completed no checkpoint in 2 min, the last was " + before);
  }

  /** The newest completed checkpoint of a job, or an empty text before its first one. */
  static String newest(FaultRun run, String id) throws IOException {
    return run.stack().stack().flink().newestCheckpoint(id).orElse("");
  }
}
