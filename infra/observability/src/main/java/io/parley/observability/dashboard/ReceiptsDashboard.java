package io.parley.observability.dashboard;

import static io.parley.observability.dashboard.Names.OPERATOR;
import static io.parley.observability.dashboard.Names.TASK;
import static io.parley.observability.dashboard.Names.buckets;

import io.parley.observability.dashboard.Dashboard.Section;
import java.util.List;

/** The job that turns receipts into statuses. */
final class ReceiptsDashboard {

  private static final String OF_JOB = "{job_name=\"parley-receipts\"}";

  private ReceiptsDashboard() {}

  static Dashboard declare() {
    return new Dashboard(
        "parley-receipts",
        "Parley / Receipt aggregation",
        "How receipts become statuses, cursors and badges.",
        List.of(
            Section.of(
                "Receipts",
                Panel.lines("Receipts by kind", "ops", "Applied, per second.")
                    .withRate(OPERATOR + "kind_receipts", "kind"),
                Panel.lines("Rejected by reason", "ops", "Per second.")
                    .withRate(OPERATOR + "reason_receiptsRejected", "reason"),
                Panel.lines("Updates", "ops", "Handed to the sinks, per second.")
                    .withRate(OPERATOR + "updatesWritten", ""),
                Panel.lines("Updates per receipt", "short", "Low if coalescing works.")
                    .with("avg(%supdatesPerReceipt)".formatted(OPERATOR), "updates per receipt"),
                Panel.lines("Consumer lag", "short", "Records in Kafka not fetched yet.")
                    .with(
                        "sum by (operator_name) (%spendingRecords%s)".formatted(OPERATOR, OF_JOB),
                        "{{operator_name}}"),
                Panel.lines("Dead letters by reason", "ops", "Per second.")
                    .withRate(OPERATOR + "reason_deadLetters" + OF_JOB, "reason")),
            Section.of(
                "Latency",
                Panel.lines("Receipt to status", "ms", "Coalescing takes 200 ms of it.")
                    .withQuantiles(buckets("receiptToStatusMs")),
                Panel.lines("Command to DELIVERED", "ms", "First receipts of recipients.")
                    .withQuantiles(buckets("timeToDeliveredMs")),
                Panel.lines("Command to READ", "ms", "Depends on people. At most 5 min is told.")
                    .withQuantiles(buckets("timeToReadMs"))),
            Section.of(
                "Signs of loss",
                Panel.lines("Events lost", "short", "Missing in a sequence. Must be 0.")
                    .with("sum(%seventsLost)".formatted(OPERATOR), "events"),
                Panel.lines("Members lost", "short", "Member counts that differ. Must be 0.")
                    .with("sum(%smembersLost)".formatted(OPERATOR), "events"),
                Panel.lines("Aged out", "ops", "Messages that not everybody read, per second.")
                    .withRate(OPERATOR + "messagesAgedOut", ""),
                Panel.lines("Replayed events", "ops", "Dropped by the high-water mark.")
                    .withRate(OPERATOR + "replayedEvents", ""),
                Panel.lines("Samples too late", "short", "For their window of the statistics.")
                    .with("sum(%snumLateRecordsDropped)".formatted(OPERATOR), "samples"),
                Panel.lines("Busy", "ms", "Milliseconds per second, busiest subtask.")
                    .with(
                        "max by (task_name) (%sbusyTimeMsPerSecond%s)".formatted(TASK, OF_JOB),
                        "{{task_name}}"))));
  }
}
