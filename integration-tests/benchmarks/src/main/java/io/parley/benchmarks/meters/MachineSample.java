package io.parley.benchmarks.meters;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The processor time that a machine has used since its start, as the first line of {@code
 * /proc/stat} says it: everything but idle time and waiting for disks. Time that the host of a
 * virtual machine gave to others counts as used.
 *
 * @param busyTicks negative where there is no {@code /proc/stat}
 */
record MachineSample(long busyTicks) {

  private static final Path STAT = Path.of("/proc/stat");
  private static final int USER = 1;
  private static final int IDLE = 4;
  private static final int IO_WAIT = 5;

  /** Time of guests follows, which is in that of users already. */
  private static final int STEAL = 8;

  static MachineSample now() {
    try {
      return Files.isReadable(STAT) ? parse(Files.readString(STAT)) : new MachineSample(-1);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + STAT, e);
    }
  }

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException if its first line does not have this form
   */
  static MachineSample parse(String stat) {
    String line = stat.lines().findFirst().orElse("");
    List<String> fields = List.of(line.split(" +", -1));
    if (!fields.get(0).equals("cpu") || fields.size() <= STEAL) {
      throw new IllegalArgumentException("No line of all processors: " + line);
    }
    long busy = 0;
    for (int field = USER; field <= STEAL; field++) {
      if (field != IDLE && field != IO_WAIT) {
        busy += Long.parseLong(fields.get(field));
      }
    }
    return new MachineSample(busy);
  }

  /** The mean number of busy processors since an earlier sample; empty where nobody knows. */
  OptionalDouble busyCoresSince(MachineSample earlier, double seconds) {
    return busyTicks < 0 || earlier.busyTicks < 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            (double) (busyTicks - earlier.busyTicks) / ThreadSample.TICKS_PER_SECOND / seconds);
  }
}
