package io.parley.observability.dashboard;

import static io.parley.observability.dashboard.Names.OPERATOR;

import io.parley.observability.dashboard.Dashboard.Section;
import java.util.List;

/** ScyllaDB and Kafka, as the jobs see them and by their own metrics. */
final class StoreDashboard {

  private static final String BY_SINK = "job_name, operator_name";

  private StoreDashboard() {}

  static Dashboard declare() {
    return new Dashboard(
        "parley-stores",
        "Parley / ScyllaDB and Kafka",
        "The two stores, as the jobs see them and by their own metrics.",
        List.of(
            Section.of(
                "ScyllaDB, as the jobs see it",
                Panel.lines("Rows", "ops", "Acknowledged, per second.")
                    .withRate(OPERATOR + "scylladb_rowsWritten", BY_SINK),
                Panel.lines("Write latency", "µs", "99th percentile, worst subtask.")
                    .with(
                        "max by (%s) (%sscylladb_writeLatencyMicros{quantile=\"0.99\"})"
                            .formatted(BY_SINK, OPERATOR),
                        "{{job_name}} {{operator_name}}"),
                Panel.lines("Requests under way", "short", "By sink.")
                    .with(
                        "sum by (%s) (%sscylladb_inFlight)".formatted(BY_SINK, OPERATOR),
                        "{{job_name}} {{operator_name}}"),
                Panel.lines(
                        "Not acknowledged", "short", "Records that wait. A checkpoint keeps them.")
                    .with(
                        "sum by (%s) (%sscylladb_pendingRecords)".formatted(BY_SINK, OPERATOR),
                        "{{job_name}} {{operator_name}}"),
                Panel.lines("Window", "short", "How many may be under way. Falls when overloaded.")
                    .with(
                        "min by (%s) (%sscylladb_inFlightLimit)".formatted(BY_SINK, OPERATOR),
                        "{{job_name}} {{operator_name}}"),
                Panel.lines("Retries by rule", "ops", "Per second.")
                    .withRate(OPERATOR + "scylladb_rule_retries", "rule"),
                Panel.lines("Refused rows", "short", "Must be 0.")
                    .with(
                        "sum by (%s) (%sscylladb_refusedRows)".formatted(BY_SINK, OPERATOR),
                        "{{job_name}} {{operator_name}}")),
            Section.of(
                "Kafka, as the jobs see it",
                Panel.lines("Consumer lag", "short", "Records not fetched yet.")
                    .with(
                        "sum by (%s) (%spendingRecords)".formatted(BY_SINK, OPERATOR),
                        "{{job_name}} {{operator_name}}"),
                Panel.lines("Not committed yet", "short", "Records read since the last commit.")
                    .with(
                        ("sum by (topic) (%1$sKafkaSourceReader_topic_partition_currentOffset"
                                + " - %1$sKafkaSourceReader_topic_partition_committedOffset >= 0)")
                            .formatted(OPERATOR),
                        "{{topic}}"),
                Panel.lines("Slowest request", "ms", "Of producers, in the last seconds.")
                    .with(
                        "max by (%s) (%sKafkaProducer_request_latency_max >= 0)"
                            .formatted(BY_SINK, OPERATOR),
                        "{{job_name}} {{operator_name}}"),
                Panel.lines("Records sent", "ops", "By sink, per second.")
                    .withRate(OPERATOR + "KafkaProducer_record_send_total", BY_SINK),
                Panel.lines("Sent again and failed", "ops", "Per second. Failed must be 0.")
                    .with(
                        "sum(rate(%sKafkaProducer_record_retry_total[$__rate_interval]))"
                            .formatted(OPERATOR),
                        "sent again")
                    .with(
                        "sum(rate(%sKafkaProducer_record_error_total[$__rate_interval]))"
                            .formatted(OPERATOR),
                        "failed"),
                Panel.lines("Offset commits failed", "short", "Since the task started.")
                    .with(
                        "sum by (job_name) (%sKafkaSourceReader_commitsFailed)".formatted(OPERATOR),
                        "{{job_name}}")),
            OwnMetrics.scylladb(),
            OwnMetrics.kafka()));
  }
}
