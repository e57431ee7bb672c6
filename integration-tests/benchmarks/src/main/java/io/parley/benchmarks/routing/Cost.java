package io.parley.benchmarks.routing;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.List;

/**
 * What some work took.
 *
 * @param wallMicros microseconds of the clock, for each unit of work
 * @param cpuMicros microseconds of processor time of the job's threads, for each unit. Gateways and
 *     the load generator run in the same JVM and do not count; the servers have processes of their
 *     own
 */
record Cost(double wallMicros, double cpuMicros) {

  /** The beginnings of the names of threads that are not the job's. */
  private static final List<String> OTHERS =
      List.of(
          "main",
          "gateway-",
          "kafka-producer-network-thread | " + BenchGateways.CLIENT,
          "kafka-admin-client-thread | " + BenchGateways.CLIENT);

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Some work that takes its time. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  static Cost of(long units, Work work) throws Exception {
    long wall = System.nanoTime();
    long cpu = jobNanos();
    work.run();
    return new Cost((System.nanoTime() - wall) / 1e3 / units, (jobNanos() - cpu) / 1e3 / units);
  }

  /** The processor time of the job's threads so far. */
  static long jobNanos() {
    long nanos = 0;
    for (long id : THREADS.getAllThreadIds()) {
      ThreadInfo thread = THREADS.getThreadInfo(id);
      if (thread != null && OTHERS.stream().noneMatch(thread.getThreadName()::startsWith)) {
        nanos += Math.max(0, THREADS.getThreadCpuTime(id));
      }
    }
    return nanos;
  }
}
