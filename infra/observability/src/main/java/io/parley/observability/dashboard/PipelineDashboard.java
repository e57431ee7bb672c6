package io.parley.observability.dashboard;

import static io.parley.observability.dashboard.Names.CLUSTER;
import static io.parley.observability.dashboard.Names.JOB;
import static io.parley.observability.dashboard.Names.OPERATOR;
import static io.parley.observability.dashboard.Names.buckets;

import io.parley.observability.dashboard.Dashboard.Section;
import java.util.List;

/** Whether all is well, on one page. */
final class PipelineDashboard {

  private PipelineDashboard() {}

  static Dashboard declare() {
    return new Dashboard(
        "parley-pipeline",
        "Parley / Pipeline health",
        "Whether the three jobs run, keep up and lose nothing.",
        List.of(
            Section.of(
                "Now",
                Panel.number("Jobs running", "short", "Must be 3.")
                    .with("sum(%snumRunningJobs)".formatted(CLUSTER), "jobs"),
                Panel.number("Alerts firing", "short", "Must be 0; the alert names a runbook.")
                    .with("count(ALERTS{alertstate=\"firing\"}) or vector(0)", "alerts"),
                Panel.number(
                        "Transactions not committed",
                        "short",
                        "Must be 0. Acknowledged records may be lost to readers of committed"
                            + " records.")
                    .with("sum(%sfailedCommittables)".formatted(OPERATOR), "transactions"),
                Panel.number("Dead letters, 1 h", "short", "Records that could not be processed.")
                    .with(
                        "sum(increase(%sreason_deadLetters[1h]))".formatted(OPERATOR),
                        "dead letters"),
                Panel.number("Consumer lag", "short", "Records in Kafka that no job has fetched.")
                    .with("sum(%spendingRecords)".formatted(OPERATOR), "records"),
                Panel.number(
                        "Refused rows", "short", "Rows that ScyllaDB will never take. Must be 0.")
                    .with("sum(%sscylladb_refusedRows)".formatted(OPERATOR), "rows")),
            Section.of(
                "Traffic",
                Panel.lines("Commands", "ops", "What became of commands, per second.")
                    .with(
                        "sum(rate(%sacceptedCommands[$__rate_interval]))".formatted(OPERATOR),
                        "accepted")
                    .with(
                        "sum(rate(%sduplicateCommands[$__rate_interval]))".formatted(OPERATOR),
                        "duplicate")
                    .with(
                        "sum(rate(%sreason_rejectedCommands[$__rate_interval]))"
                            .formatted(OPERATOR),
                        "rejected"),
                Panel.lines("Deliveries", "ops", "Deliveries to gateways, per second and kind.")
                    .withRate(OPERATOR + "kind_deliveries", "kind"),
                Panel.lines("Receipts", "ops", "Receipts applied, per second and kind.")
                    .withRate(OPERATOR + "kind_receipts", "kind")),
            Section.of(
                "Latency from the broker taking a command",
                Panel.lines("Command to durable", "ms", "ScyllaDB has acknowledged the row.")
                    .withQuantiles(buckets("sendToDurableMs")),
                Panel.lines("Command to delivery", "ms", "Handed out to the recipient's gateway.")
                    .withQuantiles(buckets("sendToDeliveryMs")),
                Panel.lines("Receipt to status", "ms", "The sender's tick is handed out.")
                    .withQuantiles(buckets("receiptToStatusMs"))),
            Section.of(
                "Jobs",
                Panel.lines(
                        "Uptime", "ms", "Since all tasks have been running. 0 while one does not.")
                    .with(
                        "max by (job_name) (%sallSubTasksRunningOrFinishedTime)".formatted(JOB),
                        "{{job_name}}"),
                Panel.lines("Restarts", "short", "Restarts since the job was submitted.")
                    .with("max by (job_name) (%snumRestarts)".formatted(JOB), "{{job_name}}"),
                Panel.lines("Consumer lag by input", "short", "Falls to 0 when a job keeps up.")
                    .with(
                        "sum by (job_name, operator_name) (%spendingRecords)".formatted(OPERATOR),
                        "{{job_name}} {{operator_name}}"),
                Panel.lines(
                        "Age of the last checkpoint",
                        "s",
                        "Readers of committed records are this far behind.")
                    .with(
                        "time() - max by (job_name) (%slastCheckpointCompletedTimestamp) / 1000"
                            .formatted(JOB),
                        "{{job_name}}"),
                Panel.lines("Duration of checkpoints", "ms", "Far below the interval's timeout.")
                    .with(
                        "max by (job_name) (%slastCheckpointDuration)".formatted(JOB),
                        "{{job_name}}"),
                Panel.lines("State", "bytes", "Bounded: grows with users, not with messages.")
                    .with(
                        "max by (job_name) (%slastCheckpointFullSize)".formatted(JOB),
                        "{{job_name}}"),
                Panel.lines("Failed checkpoints", "short", "Checkpoints failed since submission.")
                    .with(
                        "max by (job_name) (%snumberOfFailedCheckpoints)".formatted(JOB),
                        "{{job_name}}"),
                Panel.lines("Dead letters by reason", "ops", "Per second.")
                    .withRate(OPERATOR + "reason_deadLetters", "job_name, reason"),
                Panel.lines("Transactions", "ops", "Committed and failed, per second.")
                    .with(
                        "sum by (job_name) (rate(%ssuccessfulCommittables[$__rate_interval]))"
                            .formatted(OPERATOR),
                        "{{job_name}} committed")
                    .with(
                        "sum by (job_name) (rate(%sfailedCommittables[$__rate_interval]))"
                            .formatted(OPERATOR),
                        "{{job_name}} failed"))));
  }
}
