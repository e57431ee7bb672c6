package io.parley.observability.dashboard;

/** A system whose own metrics some panels need, beside Flink and the gateways. */
public enum Exporter {
  SCYLLADB(
      false,
      "ScyllaDB's own metrics, from port 9180 of each node. The local CQL server is Cassandra,"
          + " which does not have them."),
  KAFKA(
      true,
      "the brokers' own metrics, from the JMX exporter with"
          + " infra/observability/kafka-metrics.yaml.");

  private final boolean local;
  private final String doc;

  Exporter(boolean local, String doc) {
    this.local = local;
    this.doc = doc;
  }

  /** Whether a local stack with a Prometheus has these metrics, so that tests run the queries. */
  boolean isLocal() {
    return local;
  }

  /** What must be there, and why the local stack does not have it, if it does not. */
  String doc() {
    return doc;
  }
}
