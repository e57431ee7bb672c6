package io.parley.observability.dashboard;

import static io.parley.observability.dashboard.Names.OPERATOR;
import static io.parley.observability.dashboard.Names.TASK;
import static io.parley.observability.dashboard.Names.buckets;

import io.parley.observability.dashboard.Dashboard.Section;
import java.util.List;

/** The job that stores messages. */
final class IngestDashboard {

  private static final String OF_JOB = "{job_name=\"parley-ingest\"}";
  private static final String ROWS = "{operator_name=\"Store rows\"}";

  private IngestDashboard() {}

  static Dashboard declare() {
    return new Dashboard(
        "parley-ingest",
        "Parley / Ingest",
        "What becomes of commands, and how fast their rows are durable.",
        List.of(
            Section.of(
                "Commands",
                Panel.lines("Accepted", "ops", "Commands that became events, per second.")
                    .withRate(OPERATOR + "acceptedCommands", ""),
                Panel.lines(
                        "Duplicates",
                        "ops",
                        "Repetitions, per second. Gateways repeat what is not acked in time.")
                    .withRate(OPERATOR + "duplicateCommands", ""),
                Panel.lines("Rejected by reason", "ops", "Refusals, per second.")
                    .withRate(OPERATOR + "reason_rejectedCommands", "reason"),
                Panel.lines("Dead letters by reason", "ops", "Per second.")
                    .withRate(OPERATOR + "reason_deadLetters" + OF_JOB, "reason"),
                Panel.lines("Consumer lag", "short", "Commands in Kafka that were not fetched yet.")
                    .with("sum(%spendingRecords%s)".formatted(OPERATOR, OF_JOB), "records"),
                Panel.lines("Waiting for the registry", "short", "1 while an input waits.")
                    .with("max(%sregistryOutage%s)".formatted(OPERATOR, OF_JOB), "outage")),
            Section.of(
                "Durability",
                Panel.lines("Command to durable", "ms", "From the broker's append to the row.")
                    .withQuantiles(buckets("sendToDurableMs")),
                Panel.lines("Write latency", "µs", "Of requests to ScyllaDB, worst subtask.")
                    .with(
                        "max by (quantile) (%sscylladb_writeLatencyMicros%s)"
                            .formatted(OPERATOR, ROWS),
                        "q{{quantile}}"),
                Panel.lines("Requests under way", "short", "And how many may be.")
                    .with("sum(%sscylladb_inFlight%s)".formatted(OPERATOR, ROWS), "under way")
                    .with("sum(%sscylladb_inFlightLimit%s)".formatted(OPERATOR, ROWS), "limit"),
                Panel.lines("Waiting", "short", "Records and requests that wait in the job.")
                    .with("sum(%sscylladb_pendingRecords%s)".formatted(OPERATOR, ROWS), "records")
                    .with(
                        "sum(%sscylladb_pendingRetries%s)".formatted(OPERATOR, ROWS),
                        "waiting for a retry")
                    .with(
                        "sum(%sscylladb_waitingForShare%s)".formatted(OPERATOR, ROWS),
                        "waiting for a share"),
                Panel.lines("Rows", "ops", "Rows acknowledged, per second.")
                    .withRate(OPERATOR + "scylladb_rowsWritten" + ROWS, ""),
                Panel.lines("Records from the future", "ops", "Above 0 if clocks disagree.")
                    .withRate(OPERATOR + "sendToDurableMs_belowZero", "")),
            Section.of(
                "Tasks",
                Panel.lines("Busy", "ms", "Milliseconds per second, busiest subtask.")
                    .with(
                        "max by (task_name) (%sbusyTimeMsPerSecond%s)".formatted(TASK, OF_JOB),
                        "{{task_name}}"),
                Panel.lines("Backpressured", "ms", "Milliseconds per second.")
                    .with(
                        "max by (task_name) (%sbackPressuredTimeMsPerSecond%s)"
                            .formatted(TASK, OF_JOB),
                        "{{task_name}}"))));
  }
}
