package io.parley.observability.dashboard;

import static io.parley.observability.dashboard.Names.OPERATOR;
import static io.parley.observability.dashboard.Names.TASK;
import static io.parley.observability.dashboard.Names.buckets;

import io.parley.observability.dashboard.Dashboard.Section;
import java.util.List;

/** The job that delivers. */
final class RoutingDashboard {

  private static final String OF_JOB = "{job_name=\"parley-routing\"}";

  private RoutingDashboard() {}

  static Dashboard declare() {
    return new Dashboard(
        "parley-routing",
        "Parley / Delivery routing",
        "What goes to devices, what must be told again, and who gets a push.",
        List.of(
            Section.of(
                "Deliveries",
                Panel.lines("Deliveries by kind", "ops", "Per second.")
                    .withRate(OPERATOR + "kind_deliveries", "kind"),
                Panel.lines("Command to delivery", "ms", "From the broker's append.")
                    .withQuantiles(buckets("sendToDeliveryMs")),
                Panel.lines(
                        "Told again",
                        "ops",
                        "SYNCs because something was not acknowledged in time, per second.")
                    .withRate(OPERATOR + "redeliveries", ""),
                Panel.lines("Attempts of SYNCs", "short", "1 is the first. Worst subtask.")
                    .with("max by (quantile) (%sattempts)".formatted(OPERATOR), "q{{quantile}}"),
                Panel.lines("Offline", "ops", "Events without a live session of their recipient.")
                    .withRate(OPERATOR + "offline", ""),
                Panel.lines("Broadcasts without a gateway", "ops", "Above 0 if no gateway is live.")
                    .withRate(OPERATOR + "broadcastsWithoutGateway", "")),
            Section.of(
                "Sessions and receipts",
                Panel.lines("Sessions ended by their gateway", "ops", "A burst is a dead gateway.")
                    .withRate(OPERATOR + "lapsedSessions", ""),
                Panel.lines("Stale session events", "ops", "Of older sessions, per second.")
                    .withRate(OPERATOR + "staleSessions", ""),
                Panel.lines("Refused devices", "ops", "Users with too many devices.")
                    .withRate(OPERATOR + "refusedDevices", ""),
                Panel.lines("Receipts without news", "ops", "Repeated and refused, per second.")
                    .with(
                        "sum(rate(%srepeatedReceipts[$__rate_interval]))".formatted(OPERATOR),
                        "repeated")
                    .with(
                        "sum(rate(%srefusedReceipts[$__rate_interval]))".formatted(OPERATOR),
                        "refused")),
            Section.of(
                "Pushes",
                Panel.lines("Push requests by kind", "ops", "Per second.")
                    .withRate(OPERATOR + "kind_pushes", "kind"),
                Panel.lines("Held back", "ops", "Notifications that were not needed any more.")
                    .withRate(OPERATOR + "cancelledPushes", "")),
            Section.of(
                "Inputs",
                Panel.lines("Input time behind the clock", "ms", "Deadlines wait for the slowest.")
                    .with(
                        "max by (operator_name) (%sreadBehindMs)".formatted(OPERATOR),
                        "{{operator_name}}"),
                Panel.lines("Consumer lag", "short", "Records in Kafka not fetched yet.")
                    .with(
                        "sum by (operator_name) (%spendingRecords%s)".formatted(OPERATOR, OF_JOB),
                        "{{operator_name}}"),
                Panel.lines("Events without members", "short", "State was lost if above 0.")
                    .with("sum(%seventsWithoutMembers)".formatted(OPERATOR), "events"),
                Panel.lines("Dead letters by reason", "ops", "Per second.")
                    .withRate(OPERATOR + "reason_deadLetters" + OF_JOB, "reason"),
                Panel.lines("Busy", "ms", "Milliseconds per second, busiest subtask.")
                    .with(
                        "max by (task_name) (%sbusyTimeMsPerSecond%s)".formatted(TASK, OF_JOB),
                        "{{task_name}}"))));
  }
}
