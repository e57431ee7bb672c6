package io.parley.observability.dashboard;

import java.util.List;

/** All dashboards. */
final class Dashboards {

  private Dashboards() {}

  static List<Dashboard> all() {
    return List.of(
        PipelineDashboard.declare(),
        IngestDashboard.declare(),
        RoutingDashboard.declare(),
        ReceiptsDashboard.declare(),
        GatewayDashboard.declare(),
        EngineDashboard.declare(),
        StoreDashboard.declare());
  }
}
