package io.parley.observability.dashboard;

import static io.parley.observability.dashboard.Names.CLUSTER;
import static io.parley.observability.dashboard.Names.JOB;
import static io.parley.observability.dashboard.Names.PROCESS;
import static io.parley.observability.dashboard.Names.TASK;

import io.parley.observability.dashboard.Dashboard.Section;
import java.util.List;

/** Flink itself. */
final class EngineDashboard {

  private EngineDashboard() {}

  static Dashboard declare() {
    return new Dashboard(
        "parley-engine",
        "Parley / Engine",
        "Flink's processes, tasks and checkpoints.",
        List.of(
            Section.of(
                "Cluster",
                Panel.number("TaskManagers", "short", "Registered.")
                    .with("sum(%snumRegisteredTaskManagers)".formatted(CLUSTER), "TaskManagers"),
                Panel.number("Free slots", "short", "At least one TaskManager's for recovery.")
                    .with("sum(%staskSlotsAvailable)".formatted(CLUSTER), "free")
                    .with("sum(%staskSlotsTotal)".formatted(CLUSTER), "all"),
                Panel.number("Processes that answer", "short", "Scraped without an error.")
                    .with("sum(up{job=\"flink\"})", "processes")),
            Section.of(
                "Processes",
                perTaskManager("CPU", "percentunit", "Share of the machine.", "JVM_CPU_Load"),
                perTaskManager("Heap", "bytes", "In use.", "JVM_Memory_Heap_Used"),
                perTaskManager(
                    "Garbage collection",
                    "ms",
                    "Milliseconds per second.",
                    "JVM_GarbageCollector_All_TimeMsPerSecond"),
                perTaskManager(
                    "Metaspace",
                    "bytes",
                    "Grows with each restart of a job until classes are unloaded.",
                    "JVM_Memory_Metaspace_Used"),
                perTaskManager(
                    "Direct memory", "bytes", "Buffers.", "JVM_Memory_Direct_MemoryUsed"),
                perTaskManager(
                    "Managed memory", "bytes", "RocksDB's.", "Flink_Memory_Managed_Used")),
            Section.of(
                "Tasks",
                Panel.lines("Busy", "ms", "Milliseconds per second, busiest subtask.")
                    .with(
                        "max by (job_name, task_name) (%sbusyTimeMsPerSecond)".formatted(TASK),
                        "{{job_name}} {{task_name}}"),
                Panel.lines("Backpressured", "ms", "Milliseconds per second.")
                    .with(
                        "max by (job_name, task_name) (%sbackPressuredTimeMsPerSecond)"
                            .formatted(TASK),
                        "{{job_name}} {{task_name}}"),
                Panel.lines("Records in", "ops", "Per second.")
                    .withRate(TASK + "numRecordsIn", "job_name, task_name"),
                Panel.lines("Mailbox latency", "ms", "Worst subtask's 99th percentile.")
                    .with(
                        "max by (job_name) (%smailboxLatencyMs{quantile=\"0.99\"})".formatted(TASK),
                        "{{job_name}}")),
            Section.of(
                "Checkpoints",
                Panel.lines("Completed", "ops", "Per second.")
                    .withRate(JOB + "numberOfCompletedCheckpoints", "job_name"),
                Panel.lines("Duration", "ms", "Of the last one.")
                    .with(
                        "max by (job_name) (%slastCheckpointDuration)".formatted(JOB),
                        "{{job_name}}"),
                Panel.lines("Alignment", "ns", "How long barriers waited, worst subtask.")
                    .with(
                        "max by (job_name) (%scheckpointAlignmentTime)".formatted(TASK),
                        "{{job_name}}"),
                Panel.lines("Size", "bytes", "All state.")
                    .with(
                        "max by (job_name) (%slastCheckpointFullSize)".formatted(JOB),
                        "{{job_name}}"))));
  }

  private static Panel perTaskManager(String title, String unit, String doc, String metric) {
    return Panel.lines(title, unit, doc).with(PROCESS + metric, "{{tm_id}}");
  }
}
