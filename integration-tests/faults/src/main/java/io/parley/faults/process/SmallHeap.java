package io.parley.faults.process;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.faults.StackRequirements;
import io.parley.infra.local.TaskManager;
import io.parley.pipeline.run.RecoveryClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * A fault in which the work moves to a TaskManager whose heap is too small for it. It must end, or
 * its tasks must fail, and not stay half alive. Then the work moves on to one that is well.
 */
public final class SmallHeap implements Fault {

  /** Enough to register, and too little for the tasks of three jobs. */
  private static final String HEAP = "-Xmx64m -Xms16m";

  private static final Duration STRUGGLING = Duration.ofSeconds(20);

  @Override
  public String name() {
    return "taskmanager-out-of-memory";
  }

  @Override
  public String what() {
    return "Move the work to a TaskManager with a heap that is too small, and away again.";
  }

  @Override
  public StackRequirements requirements() {
    return StackRequirements.DEFAULT.withTaskManagers(1).onOwnStack();
  }

  @Override
  public void inflict(FaultRun run) throws IOException, InterruptedException {
    TaskManager right = run.stack().stack().flink().taskManagers().get(0);
    // This variable wins over the command line.
    TaskManager small = run.stack().stack().flink().addTaskManager(Map.of("_JAVA_OPTIONS", HEAP));
    run.mark(small.name() + " is there, with " + HEAP);
    RecoveryClock clock = run.clock();
    run.kill(right);
    run.talk(STRUGGLING);
    run.awaitStrike(
        "an OutOfMemoryError", () -> TaskManagerLogs.count(run, "OutOfMemoryError") > 0);
    run.mark(
        "a log has an OutOfMemoryError, and %s is %s"
            .formatted(small.name(), small.isAlive() ? "alive" : "gone"));
    right.start();
    run.mark(right.name() + " is back");
    small.kill();
    clock.awaitRunning();
    clock.awaitDelivering();
    run.recovered(clock.recovery(name()));
  }
}
