package io.parley.faults.process;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.faults.StackRequirements;
import io.parley.infra.local.TaskManager;
import io.parley.pipeline.run.RecoveryClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A fault in which the work moves to a TaskManager whose heap is too small for it. It must end, or
 * its tasks must fail, and not stay half alive. Then the work moves on to one that is well.
 *
 * <p>Only the log of the small TaskManager counts, and only the error itself: each TaskManager logs
 * its option {@code ExitOnOutOfMemoryError} when it starts. With this option the JVM says {@code
 * Terminating due to java.lang.OutOfMemoryError} and ends. An error that Java code throws, for
 * instance because direct memory is used up, ends the task alone.
 */
public final class SmallHeap implements Fault {

  /** Enough to register, and too little for the tasks of three jobs. */
  private static final String HEAP = "-Xmx64m -Xms16m";

  private static final Duration STRUGGLING = Duration.ofSeconds(20);

  /** The error as the JVM and stack traces name it. */
  private static final Pattern OUT_OF_MEMORY = Pattern.compile("java\\.lang\\.OutOfMemoryError");

  /** The end of a task that failed. Its job then restarts. */
  private static final Pattern TASK_FAILED = Pattern.compile("switched from [A-Z]+ to FAILED");

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
        "an end of %s, or an OutOfMemoryError in its log".formatted(small.name()),
        () -> !small.isAlive() || ranOutOfMemory(small.logFile()));
    run.await(
        "an end of %s, or of its tasks".formatted(small.name()),
        () -> !small.isAlive() || tasksFailed(small.logFile()));
    run.mark(
        "%s is %s; its log has %s"
            .formatted(
                small.name(),
                small.isAlive() ? "alive, and its tasks failed" : "gone",
                ranOutOfMemory(small.logFile()) ? "an OutOfMemoryError" : "no OutOfMemoryError"));
    right.start();
    run.mark(right.name() + " is back");
    small.kill();
    clock.awaitRunning();
    clock.awaitDelivering();
    run.recovered(clock.recovery(name()));
  }

  /** Whether a process has run out of memory, by its log. */
  static boolean ranOutOfMemory(Path log) throws IOException {
    return TaskManagerLogs.count(log, OUT_OF_MEMORY) > 0;
  }

  /** Whether a task has failed in a process, by its log. */
  static boolean tasksFailed(Path log) throws IOException {
    return TaskManagerLogs.count(log, TASK_FAILED) > 0;
  }
}
