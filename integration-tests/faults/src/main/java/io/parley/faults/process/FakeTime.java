package io.parley.faults.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A wrong clock for a process of its own, by Debian's package faketime. The monotonic clock stays
 * right, as on a real machine.
 */
public final class FakeTime {

  private static final List<Path> LIBRARY =
      List.of(
          Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
          Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"));

  private FakeTime() {}

  /**
   * The environment of a process whose clock is wrong; empty if the package is not there.
   *
   * @param shift for libfaketime, such as {@code +1h}
   */
  public static Optional<Map<String, String>> shifted(String shift) {
    return LIBRARY.stream().filter(Files::exists).findFirst().map(found -> by(found, shift));
  }

  private static Map<String, String> by(Path library, String shift) {
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
