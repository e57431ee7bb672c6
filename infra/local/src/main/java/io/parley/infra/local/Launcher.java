package io.parley.infra.local;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The process that started local servers, identified so that another process with the same number
 * is not taken for it.
 *
 * @param pid its process number
 * @param startedMillis when it was started, milliseconds since 1970 as the operating system has it
 */
public record Launcher(long pid, long startedMillis) {

  /** This process. */
  public static Launcher current() {
    return of(ProcessHandle.current());
  }

  static Launcher of(ProcessHandle process) {
    return new Launcher(process.pid(), startedMillis(process));
  }

  /** The process, unless it has ended. */
  public Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid)
        .filter(Launcher::runs)
        .filter(process -> startedMillis(process) == startedMillis);
  }

  /**
   * Whether a process still runs. A process that has ended, but that its parent has not collected
   * yet (a zombie), does not run, although {@link ProcessHandle#isAlive} says so.
   */
  public static boolean runs(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }

  /** The running servers that this launcher started, also after the launcher itself has ended. */
  public Stream<ProcessHandle> servers() {
    return processes().filter(process -> !arguments(process).contains(Reaper.class.getName()));
  }

  /** The servers and the process that watches over them. */
  public Stream<ProcessHandle> processes() {
    String brand = brand();
    return ProcessHandle.allProcesses()
        .filter(process -> arguments(process).stream().anyMatch(word -> word.endsWith(brand)));
  }

  /** The argument, or the end of one, that marks a process as started by this launcher. */
  String brand() {
    return "-Dparley.launcher=" + pid + "." + startedMillis;
  }

  private static List<String> arguments(ProcessHandle process) {
    return process.info().arguments().map(List::of).orElse(List.of());
  }

  private static long startedMillis(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
