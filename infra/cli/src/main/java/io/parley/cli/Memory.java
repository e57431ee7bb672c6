package io.parley.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The memory of the machine and of processes, as the operating system reports it in files. */
final class Memory {

  private static final long KIB = 1024;
  private static final long MIB = 1024 * KIB;

  private Memory() {}

  /** Bytes of main memory that a process holds; empty where there is no {@code /proc}. */
  static OptionalLong resident(long pid) {
    return kibibytes(Path.of("/proc", Long.toString(pid), "status"), "VmRSS:");
  }

  /** Bytes that new processes can use without swapping; empty where there is no {@code /proc}. */
  static OptionalLong available() {
    return kibibytes(Path.of("/proc", "meminfo"), "MemAvailable:");
  }

  /** A number of bytes, in MiB, for people. */
  static String inMebibytes(long bytes) {
    return bytes / MIB + " MiB";
  }

  private static OptionalLong kibibytes(Path file, String key) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(key))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
