package io.parley.infra.local;

import java.util.List;
import java.util.Map;

/**
 * How much memory each part of a Flink process may use.
 *
 * <p>Flink derives the JVM's options from its configuration in shell scripts that no jar contains,
 * so both are written down here, and a TaskManager refuses to start unless every part is set. The
 * options and the keys of one process must agree.
 */
final class FlinkMemory {

  static final Map<String, String> JOB_MANAGER =
      Map.of(
          "jobmanager.memory.heap.size", "384m",
          "jobmanager.memory.off-heap.size", "128m",
          "jobmanager.memory.jvm-metaspace.size", "256m",
          "jobmanager.memory.jvm-overhead.min", "192m",
          "jobmanager.memory.jvm-overhead.max", "192m");

  static final List<String> JOB_MANAGER_JVM =
      List.of("-Xms64m", "-Xmx384m", "-XX:MaxDirectMemorySize=128m", "-XX:MaxMetaspaceSize=256m");

  /**
   * Metaspace: a job's classes take 42 MB, Flink's own 35 MB, and while all three jobs restart,
   * their old and their new classes are there at once. 256 MB ended TaskManagers (fault
   * full-checkpoint-disk).
   */
  static final Map<String, String> TASK_MANAGER =
      Map.of(
          "taskmanager.memory.framework.heap.size", "128m",
          "taskmanager.memory.task.heap.size", "512m",
          "taskmanager.memory.framework.off-heap.size", "128m",
          "taskmanager.memory.task.off-heap.size", "128m",
          "taskmanager.memory.network.min", "128m",
          "taskmanager.memory.network.max", "128m",
          "taskmanager.memory.managed.size", "256m",
          "taskmanager.memory.jvm-metaspace.size", "512m",
          "taskmanager.memory.jvm-overhead.min", "192m",
          "taskmanager.memory.jvm-overhead.max", "192m");

  /** Heap is framework plus task heap; direct memory both off-heap parts plus network. */
  static final List<String> TASK_MANAGER_JVM =
      List.of("-Xms64m", "-Xmx640m", "-XX:MaxDirectMemorySize=384m", "-XX:MaxMetaspaceSize=512m");

  private FlinkMemory() {}
}
