package io.parley.infra.local;

import java.util.List;
import java.util.Map;

/**
 * The memory that each part of a Flink process may use.
 *
 * <p>Flink's shell scripts derive the JVM's options from its configuration, and no jar contains
 * these scripts. So options and configuration keys are both written down here, and they must agree.
 * A TaskManager refuses to start unless every part is set.
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
   * Metaspace. The classes of a job take 42 MB, Flink's own 35 MB. While all three jobs restart,
   * their old and new classes are loaded at the same time. With 256 MB, TaskManagers ran out of
   * metaspace (fault full-checkpoint-disk).
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

  /** The heap is framework plus task heap. Direct memory is both off-heap parts plus network. */
  static final List<String> TASK_MANAGER_JVM =
      List.of("-Xms64m", "-Xmx640m", "-XX:MaxDirectMemorySize=384m", "-XX:MaxMetaspaceSize=512m");

  private FlinkMemory() {}
}
