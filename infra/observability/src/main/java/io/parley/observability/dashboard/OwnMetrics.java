package io.parley.observability.dashboard;

import io.parley.observability.dashboard.Dashboard.Section;

/** The sections of the stores' own metrics. */
final class OwnMetrics {

  private OwnMetrics() {}

  static Section scylladb() {
    return Section.of(
        "ScyllaDB, by its own metrics",
        own("Reactor utilisation", "percent", "Above 90 a shard is at its limit.")
            .with("max by (instance) (scylla_reactor_utilization)", "{{instance}}"),
        own("Write timeouts", "ops", "At the coordinators, per second.")
            .withRate("scylla_storage_proxy_coordinator_write_timeouts", "instance"),
        own("Write latency", "µs", "99th percentile at the coordinators.")
            .with(
                "histogram_quantile(0.99, sum by (le) (rate("
                    + "scylla_storage_proxy_coordinator_write_latency_bucket[$__rate_interval])))",
                "p99"));
  }

  static Section kafka() {
    return Section.of(
        "Kafka, by its own metrics",
        brokers("Partitions without enough replicas", "short", "Must be 0.")
            .with("sum(kafka_server_replicamanager_underminisrpartitioncount)", "partitions"),
        brokers(
                "Records that wait for a commit",
                "short",
                "How far readers of committed records are held up, worst partition.")
            .with("max by (topic) (kafka_cluster_partition_laststableoffsetlag)", "{{topic}}"),
        brokers("Controllers", "short", "Must be 1.")
            .with("sum(kafka_controller_kafkacontroller_activecontrollercount)", "controllers"));
  }

  private static Panel own(String title, String unit, String doc) {
    return Panel.lines(title, unit, doc).needing(Exporter.SCYLLADB);
  }

  private static Panel brokers(String title, String unit, String doc) {
    return Panel.lines(title, unit, doc).needing(Exporter.KAFKA);
  }
}
