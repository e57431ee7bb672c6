package io.parley.infra.local.flink;

/**
 * A job as the cluster sees it now.
 *
 * @param id the job's id, 32 hexadecimal digits
 * @param name its name in the dashboard
 * @param state its state
 * @param tasks how many parallel tasks it has
 * @param runningTasks how many of them process records
 */
public record Job(String id, String name, JobState state, int tasks, int runningTasks) {

  /** Whether every task runs. The state of a job is RUNNING long before that. */
  public boolean isFullyRunning() {
    return state == JobState.RUNNING && tasks > 0 && runningTasks == tasks;
  }
}
