package io.parley.observability.dashboard;

import static io.parley.observability.dashboard.Names.GATEWAY;

import io.parley.observability.dashboard.Dashboard.Section;
import java.util.List;

/** The gateways, by the metrics of the gateway library. */
final class GatewayDashboard {

  private GatewayDashboard() {}

  static Dashboard declare() {
    return new Dashboard(
        "parley-gateways",
        "Parley / Gateways",
        "What people see: acks, deliveries, SYNCs.",
        List.of(
            Section.of(
                "People",
                Panel.lines("Sessions", "short", "Devices connected, by gateway.")
                    .with("sum by (gateway) (%ssessions)".formatted(GATEWAY), "{{gateway}}"),
                Panel.lines("Gateways that answer", "short", "Scraped without an error.")
                    .with("sum(up{job=\"gateway\"})", "gateways"),
                Panel.lines("Commands", "ops", "Given by devices, per second.")
                    .withRate(GATEWAY + "commands_total", "gateway"),
                Panel.lines("Sent again", "ops", "Commands whose ack did not come in time.")
                    .withRate(GATEWAY + "commands_resent_total", "")),
            Section.of(
                "Latency",
                Panel.lines("Command to ack", "s", "As the device sees it.")
                    .withQuantiles(GATEWAY + "acks_seconds_bucket"),
                Panel.lines("Acks by status", "ops", "Per second.")
                    .withRate(GATEWAY + "acks_seconds_count", "status"),
                Panel.lines("Command to device", "s", "From the broker's append to the hand-over.")
                    .withQuantiles(GATEWAY + "handover_seconds_bucket")),
            Section.of(
                "Deliveries",
                Panel.lines("Deliveries by kind", "ops", "Read from Kafka, per second.")
                    .withRate(GATEWAY + "deliveries_total", "kind"),
                Panel.lines("Not handed on", "ops", "And why, per second.")
                    .with(
                        "sum(rate(%sdeliveries_repeated_total[$__rate_interval]))"
                            .formatted(GATEWAY),
                        "repeated")
                    .with(
                        "sum(rate(%sdeliveries_outdated_total[$__rate_interval]))"
                            .formatted(GATEWAY),
                        "outdated")
                    .with(
                        "sum(rate(%sdeliveries_stale_total[$__rate_interval]))".formatted(GATEWAY),
                        "session gone")
                    .with(
                        "sum(rate(%sdeliveries_covered_total[$__rate_interval]))"
                            .formatted(GATEWAY),
                        "a SYNC brings it")
                    .with(
                        "sum(rate(%sdeliveries_overflows_total[$__rate_interval]))"
                            .formatted(GATEWAY),
                        "slow connection"),
                Panel.lines("SYNCs", "ops", "Begun, and events that they brought.")
                    .with("sum(rate(%ssyncs_total[$__rate_interval]))".formatted(GATEWAY), "SYNCs")
                    .with(
                        "sum(rate(%ssyncs_events_total[$__rate_interval]))".formatted(GATEWAY),
                        "events"),
                Panel.lines("Reads of the history", "ops", "Pages, shared pages and failures.")
                    .with(
                        "sum(rate(%shistory_reads_total[$__rate_interval]))".formatted(GATEWAY),
                        "read")
                    .with(
                        "sum(rate(%shistory_reads_shared_total[$__rate_interval]))"
                            .formatted(GATEWAY),
                        "shared")
                    .with(
                        "sum(rate(%shistory_reads_failed_total[$__rate_interval]))"
                            .formatted(GATEWAY),
                        "failed"),
                Panel.lines("Receipts", "ops", "Given by devices, and written after gathering.")
                    .with(
                        "sum(rate(%sreceipts_total[$__rate_interval]))".formatted(GATEWAY), "given")
                    .with(
                        "sum(rate(%sreceipts_written_total[$__rate_interval]))".formatted(GATEWAY),
                        "written"),
                Panel.lines("Trouble", "ops", "Failed writes and undecodable records.")
                    .with(
                        "sum(rate(%swrites_failed_total[$__rate_interval]))".formatted(GATEWAY),
                        "failed writes")
                    .with(
                        "sum(rate(%srecords_undecodable_total[$__rate_interval]))"
                            .formatted(GATEWAY),
                        "undecodable"))));
  }
}
