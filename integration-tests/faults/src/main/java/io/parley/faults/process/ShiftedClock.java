package io.parley.faults.process;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.faults.StackRequirements;
import io.parley.faults.stall.FalseAlarms;
import io.parley.infra.local.TaskManager;
import io.parley.pipeline.run.RecoveryClock;
import io.parley.simulator.FleetSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A fault in which a TaskManager whose clock is wrong takes over the work, and then gives it back
 * to one whose clock is right. So time jumps twice, in both directions. The monotonic clock stays
 * right, as on a real machine. The people stay connected, so no session may count as ended and
 * nobody may be notified.
 *
 * @param shift for libfaketime, such as {@code +1h}
 * @param words what the clock is then
 */
public record ShiftedClock(String name, String shift, String words) implements Fault {

  private static final List<Path> LIBRARY =
      List.of(
          Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
          Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"));

  /** Longer than lease, ack timeout and grace together: what is falsely due then comes out. */
  private static final Duration WRONG = Duration.ofSeconds(30);

  /** An hour ahead. */
  public static ShiftedClock ahead() {
    return new ShiftedClock("clock-ahead", "+1h", "an hour ahead");
  }

  /** Five minutes back. */
  public static ShiftedClock back() {
    return new ShiftedClock("clock-back", "-5m", "five minutes back");
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
    Path library =
        LIBRARY.stream()
            .filter(Files::exists)
            .findFirst()
            .orElseThrow(() -> run.skip("needs Debian package faketime"));
    TaskManager right = run.stack().stack().flink().taskManagers().get(0);
    TaskManager wrong =
        run.stack()
            .stack()
            .flink()
            .addTaskManager(
                Map.of(
                    "LD_PRELOAD",
                    library.toString(),
                    "FAKETIME",
                    shift,
                    "FAKETIME_DONT_FAKE_MONOTONIC",
                    "1",
                    // With libfaketime's repair of timed waits, Object.wait returns at once on this
                    // JDK.
                    "FAKETIME_FORCE_MONOTONIC_FIX",
                    "0"));
    run.mark("a TaskManager with a clock %s is there".formatted(words));
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
    from.kill();
    run.mark("kill -9 of %s: the clock is %s".formatted(from.name(), clockIs));
    clock.awaitNoticed();
    clock.awaitRunning();
    clock.awaitDelivering();
    run.recovered(clock.recovery("a clock " + clockIs));
  }
}
