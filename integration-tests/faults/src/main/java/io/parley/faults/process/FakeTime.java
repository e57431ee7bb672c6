package io.parley.faults.process;

import io.parley.faults.FaultRun;
import io.parley.faults.NotStruck;
import io.parley.infra.local.LocalServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A wrong clock for a process, by libfaketime. The monotonic clock stays right, as on a real
 * machine.
 */
public final class FakeTime {

  private static final List<Path> LIBRARY =
      List.of(
          Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
          Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"));

  private FakeTime() {}

  /**
   * The variables with which a process has a wrong clock. Ends the case without a verdict if the
   * library is not installed.
   */
  static Map<String, String> environment(FaultRun run, Duration shift) {
    return environment((shift.isNegative() ? "" : "+") + shift.toSeconds() + "s")
        .orElseThrow(() -> run.skip("needs Debian package faketime"));
  }

  /**
   * Checks that the clock of a server is wrong by this much, as the times in its log say. The file
   * system dates the log by the right clock.
   *
   * @throws NotStruck if it is not
   */
  static void demandShift(FaultRun run, LocalServer server, Duration shift) throws IOException {
    Duration seen = LogClock.shift(server.logFile(), ZoneId.systemDefault());
    if (!LogClock.isAbout(shift, seen)) {
      throw new NotStruck(
          "the clock of %s was to be wrong by %s, and its log is by %s"
              .formatted(server.name(), shift, seen));
    }
    run.mark(
        "the clock of %s is wrong by %s; its log, which tells no days, is by %s"
            .formatted(server.name(), shift, seen));
  }

  /**
   * The variables with which a process has a wrong clock; empty if the library is not installed.
   *
   * @param shift such as {@code +1h} or {@code -5m}
   */
  public static Optional<Map<String, String>> environment(String shift) {
    return LIBRARY.stream()
        .filter(Files::exists)
        .findFirst()
        .map(library -> variables(library, shift));
  }

  private static Map<String, String> variables(Path library, String shift) {
    return Map.of(
        "LD_PRELOAD",
        library.toString(),
        "FAKETIME",
        shift,
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        // With libfaketime's repair of timed waits, Object.wait returns at once on this JDK.
        "FAKETIME_FORCE_MONOTONIC_FIX",
        "0");
  }
}
