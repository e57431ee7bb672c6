package io.parley.benchmarks.meters;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The threads of one job's tasks in the TaskManagers, found by the beginnings of their names. Linux
 * keeps 15 characters of a name, so tasks whose names begin alike cannot be told apart. Threads
 * that jobs share, such as those of RocksDB and of Kafka's clients, belong to no job.
 */
public enum TaskThreads {
  INGEST("Source: Command", "Number and deco", "Decide", "Store rows"),
  ROUTING("Source: Read ", "Fan out", "Route to device", "Device cursors", "Newest "),
  RECEIPTS("Source: Events", "Source: Receipt", "Ledger", "Outputs", "Count by minute");

  private static final String TASK_MANAGER = "taskmanager";

  @SuppressWarnings("ImmutableEnumChecker") // List.of does not change
  private final List<String> names;

  TaskThreads(String... names) {
    this.names = List.of(names);
  }

  /** Cores of all tasks of the job. */
  public double cores(Usage usage) {
    return ofTaskManagers(usage)
        .filter(group -> isOf(group.getKey()))
        .mapToDouble(group -> group.getValue().cores())
        .sum();
  }

  /** Cores of the busiest group of threads of any job's task. */
  public static double busiest(Usage usage) {
    return ofTaskManagers(usage)
        .filter(group -> Arrays.stream(values()).anyMatch(job -> job.isOf(group.getKey())))
        .mapToDouble(group -> group.getValue().cores())
        .max()
        .orElse(0);
  }

  private static Stream<Map.Entry<String, ThreadUse>> ofTaskManagers(Usage usage) {
    return usage.threads().entrySet().stream()
        .filter(process -> process.getKey().contains(TASK_MANAGER))
        .flatMap(process -> process.getValue().entrySet().stream());
  }

  private boolean isOf(String group) {
    return names.stream().anyMatch(group::startsWith);
  }
}
