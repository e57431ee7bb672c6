package io.parley.faults.process;

import io.parley.faults.FaultRun;
import java.nio.file.Files;
import java.nio.file.Path;
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
   *
   * @param shift such as {@code +1h} or {@code -5m}
   */
  static Map<String, String> environment(FaultRun run, String shift) {
    return environment(shift).orElseThrow(() -> run.skip("needs Debian package faketime"));
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
