package io.parley.faults.network;

import io.parley.faults.FaultRun;
import io.parley.faults.process.TaskManagerLogs;
import java.io.IOException;

/** Tasks that wait for the schema registry, as they say in the logs of the TaskManagers. */
final class RegistryWaits {

  private static final String WAITS = "The schema registry does not answer; this task waits";

  private RegistryWaits() {}

  /** How often a task began to wait so far. */
  static long count(FaultRun run) throws IOException {
    return TaskManagerLogs.count(run, WAITS);
  }

  /** Waits until one more task has begun to wait: it was down when a task needed it. */
  static void awaitMore(FaultRun run, long before) throws IOException {
    run.awaitStrike("a task that waits for the registry", () -> count(run) > before);
    run.mark((count(run) - before) + " tasks wait for the registry");
  }
}
