package io.parley.faults.process;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.infra.local.TaskManager;
import io.parley.pipeline.run.Killing;
import io.parley.pipeline.run.RecoveryClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A fault in which a TaskManager with open transactions freezes until the cluster has given it up
 * and other TaskManagers do its work. Then it wakes up and continues where it was. Kafka must
 * refuse its records, and its rows must not undo newer ones. It may also fence the tasks that took
 * over, by taking a transactional id for its next transaction. These tasks then fail and resume
 * from their checkpoint.
 *
 * <p>The zombie must show that it has lost its place. Either its process ends, or its log says that
 * Kafka fenced it, or that the JobManager disconnected it and its tasks were failed. Which of them
 * comes first depends on what the process reads first when it wakes up.
 */
public final class Zombie implements Fault {

  private static final int SHORTEST_SECONDS = 2;
  private static final int LONGEST_SECONDS = 10;

  /**
   * The time in which the zombie meets the fence. Flink ends the process of a task that fails while
   * it closes.
   */
  private static final Duration AWAKE = Duration.ofSeconds(10);

  /** How Kafka's client and Flink say that the tasks of a process are no longer in charge. */
  private static final Pattern LOST_ITS_PLACE =
      Pattern.compile(
          "ProducerFencedException|InvalidProducerEpochException"
              + "|Close JobManager connection for job|Attempting to fail task externally");

  @Override
  public String name() {
    return "zombie-taskmanager";
  }

  @Override
  public String what() {
    return "Freeze the busiest TaskManager beyond the heartbeat; wake it when others do its work.";
  }

  @Override
  public void inflict(FaultRun run) throws IOException, InterruptedException {
    TaskManager zombie = Killing.busiest(run.stack());
    // A frozen process writes nothing, so any line after these comes of its awakening.
    long before = lossesOfPlace(zombie.logFile());
    RecoveryClock clock = run.clock();
    run.whileFrozen(
        zombie,
        zombie.name(),
        () -> {
          clock.awaitNoticed();
          run.awaitRecovery(clock);
          run.recovered(clock.recovery("a frozen " + zombie.name()));
          run.talk(Duration.ofSeconds(run.chance().between(SHORTEST_SECONDS, LONGEST_SECONDS)));
        });
    RecoveryClock awake = run.clock();
    run.talk(AWAKE);
    run.awaitStrike(
        "an end of the zombie, or a line of its log that it has lost its place",
        () -> !zombie.isAlive() || lossesOfPlace(zombie.logFile()) > before);
    run.mark(
        "the zombie is %s; %d lines of its log say that it has lost its place"
            .formatted(
                zombie.isAlive() ? "alive" : "gone", lossesOfPlace(zombie.logFile()) - before));
    run.awaitRecovery(awake);
    run.recovered(awake.recovery("the zombie's awakening"));
  }

  /** How many lines of a log say that its process has lost its tasks or its transactions. */
  static long lossesOfPlace(Path log) throws IOException {
    return TaskManagerLogs.count(log, LOST_ITS_PLACE);
  }
}
