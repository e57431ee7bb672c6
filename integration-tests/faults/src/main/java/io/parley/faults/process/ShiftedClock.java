package io.parley.faults.process;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.faults.StackRequirements;
import io.parley.faults.stall.FalseAlarms;
import io.parley.infra.local.TaskManager;
import io.parley.pipeline.run.RecoveryClock;
import io.parley.simulator.FleetSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * A fault in which a TaskManager whose clock is wrong takes over the work, and then gives it back
 * to one whose clock is right. So time jumps twice, in both directions. The people stay connected,
 * so no session may count as ended and nobody may be notified.
 *
 * @param shift of the clock
 * @param words what the clock is then
 */
public record ShiftedClock(String name, Duration shift, String words) implements Fault {

  /** Longer than lease, ack timeout and grace together: what is falsely due then comes out. */
  private static final Duration WRONG = Duration.ofSeconds(30);

  /** An hour ahead. */
  public static ShiftedClock ahead() {
    return new ShiftedClock("clock-ahead", Duration.ofHours(1), "an hour ahead");
  }

  /** Five minutes back. */
  public static ShiftedClock back() {
    return new ShiftedClock("clock-back", Duration.ofMinutes(-5), "five minutes back");
  }

  @Override
  public String what() {
    return "A TaskManager whose clock is %s takes over, and gives back.".formatted(words);
  }

  @Override
  public StackRequirements requirements() {
    return StackRequirements.DEFAULT.withTaskManagers(1).onOwnStack();
  }

  @Override
  public FleetSettings people(long seed) {
    return FleetSettings.calm(seed);
  }

  @Override
  public void inflict(FaultRun run) throws IOException, InterruptedException {
    Map<String, String> wrongClock = FakeTime.environment(run, shift);
    TaskManager right = run.stack().stack().flink().taskManagers().get(0);
    TaskManager wrong = run.stack().stack().flink().addTaskManager(wrongClock);
    run.mark("a TaskManager with a clock %s is there".formatted(words));
    FakeTime.demandShift(run, wrong, shift);
    try (FalseAlarms alarms = FalseAlarms.from(run)) {
      takeOver(run, right, words);
      run.talk(WRONG);
      alarms.assertNone();
      right.start();
      takeOver(run, wrong, "right again");
      alarms.assertNone();
    }
  }

  private static void takeOver(FaultRun run, TaskManager from, String clockIs) {
    RecoveryClock clock = run.clock();
    run.kill(from);
    run.mark("the clock is " + clockIs);
    clock.awaitNoticed();
    clock.awaitRunning();
    clock.awaitDelivering();
    run.recovered(clock.recovery("a clock " + clockIs));
  }
}
