package io.parley.faults;

import io.parley.pipeline.PipelineJob;
import java.io.IOException;
import java.util.Map;

/**
 * How often each job went back to a checkpoint. Bad input is contained, so it must not make a job
 * do so.
 */
public record RestartCount(Map<PipelineJob, Long> counts) {

  /** The counts now. */
  public static RestartCount now(FaultRun run) throws IOException {
    return new RestartCount(run.pipeline().restarts());
  }

  /** How many more restarts there were later, of all jobs. No job may be submitted in between. */
  public long until(RestartCount later) {
    return later.total() - total();
  }

  /** Of all jobs. */
  long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Checks that no job has restarted since.
   *
   * @param cause what would have restarted it, as the beginning of a sentence
   * @throws PromiseBroken if a job has restarted
   */
  public void assertUnchanged(FaultRun run, String cause) throws IOException {
    demandSame(now(run), cause);
  }

  void demandSame(RestartCount now, String cause) {
    if (!now.equals(this)) {
      throw new PromiseBroken(
          "%s restarted a job: restarts were %s, are %s".formatted(cause, counts, now.counts));
    }
  }
}
