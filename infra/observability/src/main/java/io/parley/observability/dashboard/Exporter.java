package io.parley.observability.dashboard;

/**
 * A system whose own metrics some panels need, and that the local stack does not have. Their
 * queries are not run by the tests.
 */
enum Exporter {
  SCYLLADB(
      "ScyllaDB's own metrics, from port 9180 of each node. The local CQL server is Cassandra,"
          + " which does not have them."),
  KAFKA(
      "The brokers' own metrics, from the JMX exporter with Strimzi's rules. The local broker runs"
          + " without an exporter.");

  private final String doc;

  Exporter(String doc) {
    this.doc = doc;
  }

  /** What must be there, and why the local stack does not have it. */
  String doc() {
    return doc;
  }
}
