package io.parley.benchmarks.meters;

import io.parley.cli.StackState;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Processor time by process and by group of threads, from the operating system: user and system
 * time of every server of the stack, of further processes, and of the load generator, which is this
 * JVM. What the machine did besides shows how far the figures can be trusted.
 */
public final class UsageMeter {

  /** The names of two servers of a stack. */
  public static final String KAFKA = "kafka";

  public static final String DATABASE = "cql";

  static final String GENERATOR = "load generator";

  private static final String IDLE = "idle ";

  /** Not a process: all others on the machine, the kernel, and what its host took away. */
  static final String ELSE = "everything else";

  /** A process, with what it had used at the start. */
  private record Metered(ProcessHandle process, Duration before, ThreadMeter threads) {}

  private final Map<String, Metered> processes = new LinkedHashMap<>();
  private final MachineSample machine = MachineSample.now();
  private final long start = System.nanoTime();

  private UsageMeter(Map<String, Long> pids) {
    pids.forEach(
        (name, pid) -> {
          ProcessHandle process = ProcessHandle.of(pid).orElseThrow(() -> gone(name, pid));
          processes.put(name, new Metered(process, used(process), ThreadMeter.start(pid)));
        });
  }

  /** Starts counting now, for all servers of a stack. */
  public static UsageMeter start(StackState stack) {
    Map<String, Long> pids = new LinkedHashMap<>();
    stack.servers().forEach(server -> pids.put(server.name(), server.pid()));
    return start(pids);
  }

  /**
   * Starts counting now.
   *
   * @param pids ids of processes by their names
   */
  public static UsageMeter start(Map<String, Long> pids) {
    Map<String, Long> all = new LinkedHashMap<>(pids);
    all.put(GENERATOR, ProcessHandle.current().pid());
    return new UsageMeter(all);
  }

  /** Whether a process is one of Flink's: the JobManager or a TaskManager. */
  public static boolean isOfFlink(String process) {
    return process.contains("manager");
  }

  /** The name of a process that is not part of what is measured, but uses some of the machine. */
  public static String idle(String process) {
    return IDLE + process;
  }

  /** Whether what a name stands for is a server of what is measured. */
  static boolean isServer(String name) {
    return !name.equals(GENERATOR) && !name.equals(ELSE) && !name.startsWith(IDLE);
  }

  /**
   * The use so far.
   *
   * @throws IllegalStateException if a process has ended: nobody knows what it had used
   */
  public Usage usage() {
    double seconds = (System.nanoTime() - start) / 1e9;
    Map<String, Double> cores = new LinkedHashMap<>();
    Map<String, Map<String, ThreadUse>> threads = new LinkedHashMap<>();
    processes.forEach(
        (name, metered) -> {
          if (!metered.process().isAlive()) {
            throw gone(name, metered.process().pid());
          }
          Duration used = used(metered.process()).minus(metered.before());
          cores.put(name, Math.max(0, used.toNanos() / 1e9 / seconds));
          threads.put(name, metered.threads().use(seconds));
        });
    double known = cores.values().stream().mapToDouble(Double::doubleValue).sum();
    MachineSample.now()
        .busyCoresSince(machine, seconds)
        .ifPresent(all -> cores.put(ELSE, Math.max(0, all - known)));
    return new Usage(cores, threads);
  }

  private static IllegalStateException gone(String name, long pid) {
    return new IllegalStateException(
        "%s (process %d) does not run, so its processor time cannot be measured. Its log says why"
            .formatted(name, pid));
  }

  private static Duration used(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
