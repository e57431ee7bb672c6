package io.parley.benchmarks.pipeline;

import io.parley.cli.StackState;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Processor time by process, from the operating system: user and system time of every server of the
 * stack, and of the load generator, which is this JVM.
 */
final class CpuMeter {

  static final String GENERATOR = "load generator";

  private final Map<String, ProcessHandle> processes = new LinkedHashMap<>();
  private final Map<String, Duration> before;
  private final long start = System.nanoTime();

  private CpuMeter(StackState stack) {
    stack
        .servers()
        .forEach(
            server ->
                ProcessHandle.of(server.pid())
                    .ifPresent(process -> processes.put(server.name(), process)));
    processes.put(GENERATOR, ProcessHandle.current());
    before = used();
  }

  /** Starts counting now. */
  static CpuMeter start(StackState stack) {
    return new CpuMeter(stack);
  }

  /** The use so far, in cores: seconds of processor time per second of the clock. */
  Map<String, Double> cores() {
    double seconds = (System.nanoTime() - start) / 1e9;
    Map<String, Double> cores = new LinkedHashMap<>();
    used()
        .forEach(
            (name, now) -> cores.put(name, now.minus(before.get(name)).toNanos() / 1e9 / seconds));
    return cores;
  }

  private Map<String, Duration> used() {
    Map<String, Duration> used = new LinkedHashMap<>();
    processes.forEach(
        (name, process) -> used.put(name, process.info().totalCpuDuration().orElse(Duration.ZERO)));
    return used;
  }
}
