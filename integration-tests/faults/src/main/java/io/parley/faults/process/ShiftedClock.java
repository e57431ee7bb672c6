package io.parley.faults.process;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.faults.StackRequirements;
import io.parley.infra.local.TaskManager;
import io.parley.pipeline.run.RecoveryClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A fault in which a TaskManager whose clock is an hour ahead takes over the work, and then gives
 * it back to one whose clock is right. So time jumps forward and back. The monotonic clock stays
 * right, as on a real machine.
 */
public final class ShiftedClock implements Fault {

  private static final List<Path> LIBRARY =
      List.of(
          Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
          Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"));

  private static final Duration AHEAD = Duration.ofSeconds(20);

  @Override
  public String name() {
    return "clock-ahead";
  }

  @Override
  public String what() {
    return "A TaskManager whose clock is an hour ahead takes over, and gives back.";
  }

  @Override
  public StackRequirements requirements() {
    return StackRequirements.DEFAULT.withTaskManagers(1).onOwnStack();
  }

  @Override
  public void inflict(FaultRun run) throws IOException, InterruptedException {
    Path library =
        LIBRARY.stream()
            .filter(Files::exists)
            .findFirst()
            .orElseThrow(() -> run.skip("needs Debian package faketime"));
    TaskManager right = run.stack().stack().flink().taskManagers().get(0);
    TaskManager ahead =
        run.stack()
            .stack()
            .flink()
            .addTaskManager(
                Map.of(
                    "LD_PRELOAD", library.toString(),
                    "FAKETIME", "+1h",
                    "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                    // With libfaketime's repair of timed waits, Object.wait returns at once on this
                    // JDK.
                    "FAKETIME_FORCE_MONOTONIC_FIX", "0"));
    run.mark("a TaskManager with a clock an hour ahead is there");
    takeOver(run, right, "an hour ahead");
    run.talk(AHEAD);
    right.start();
    takeOver(run, ahead, "right again");
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
