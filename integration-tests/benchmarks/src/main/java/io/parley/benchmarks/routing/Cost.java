package io.parley.benchmarks.routing;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What some work took.
 *
 * @param wallMicros microseconds of the clock, for each unit of work
 * @param cpuMicros microseconds of processor time of this JVM, for each unit: other processes on
 *     the machine disturb it little
 */
record Cost(double wallMicros, double cpuMicros) {

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /** Some work that takes its time. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  static Cost of(long units, Work work) throws Exception {
    long wall = System.nanoTime();
    long cpu = SYSTEM.getProcessCpuTime();
    work.run();
    return new Cost(
        (System.nanoTime() - wall) / 1e3 / units, (SYSTEM.getProcessCpuTime() - cpu) / 1e3 / units);
  }
}
