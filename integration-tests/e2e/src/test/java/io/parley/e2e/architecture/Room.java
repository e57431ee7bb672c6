package io.parley.e2e.architecture;

import java.util.Set;

/**
 * A module of the build, by the package that it owns, with the modules that it may use. {@link
 * OneWayArrowsTest} checks every class against this table.
 */
enum Room {
  SCHEMAS("io.parley.schemas.."),
  SCYLLA_CONNECTOR("io.parley.flink.connector.scylladb.."),
  GATEWAY_CLIENT("io.parley.gateway.client..", SCHEMAS),
  LOCAL("io.parley.infra.local.."),
  KAFKA("io.parley.infra.kafka..", SCHEMAS),
  SCYLLA("io.parley.infra.scylla..", SCHEMAS, GATEWAY_CLIENT),
  COMMON("io.parley.common..", SCHEMAS, SCYLLA_CONNECTOR),
  INGEST("io.parley.ingest..", SCHEMAS, SCYLLA_CONNECTOR, COMMON),
  ROUTING("io.parley.routing..", SCHEMAS, SCYLLA_CONNECTOR, COMMON),
  RECEIPTS("io.parley.receipts..", SCHEMAS, SCYLLA_CONNECTOR, COMMON),
  COMMAND("io.parley.command..", SCHEMAS, SCYLLA),
  SAMPLES("io.parley.samples..", SCHEMAS, GATEWAY_CLIENT, SCYLLA, COMMAND),
  OPERATIONS("io.parley.operations..", SCHEMAS, KAFKA, SCYLLA, COMMAND),
  CLI("io.parley.cli..", SCHEMAS, LOCAL, KAFKA, SCYLLA, COMMAND),
  OBSERVABILITY("io.parley.observability.."),
  KUBERNETES("io.parley.kubernetes..", SCHEMAS, KAFKA),
  GATEWAY_SERVER("io.parley.gateway.server..", SCHEMAS, GATEWAY_CLIENT, SCYLLA, COMMAND),
  CHECKER("io.parley.checker..", SCHEMAS, COMMAND),
  SIMULATOR("io.parley.simulator..", SCHEMAS, GATEWAY_CLIENT, SCYLLA, COMMAND),
  PIPELINE("io.parley.pipeline..", SCHEMAS, LOCAL, COMMAND, CLI, OBSERVABILITY, CHECKER, SIMULATOR),
  DEMO(
      "io.parley.demo..",
      SCHEMAS,
      LOCAL,
      SCYLLA,
      COMMAND,
      CLI,
      OBSERVABILITY,
      CHECKER,
      SIMULATOR,
      PIPELINE),
  SIMULATION(
      "io.parley.simulation..", SCHEMAS, COMMON, INGEST, ROUTING, RECEIPTS, COMMAND, CHECKER),
  FAULTS(
      "io.parley.faults..",
      SCHEMAS,
      GATEWAY_CLIENT,
      LOCAL,
      KAFKA,
      COMMAND,
      CLI,
      CHECKER,
      SIMULATOR,
      PIPELINE),
  BENCHMARKS(
      "io.parley.benchmarks..",
      SCHEMAS,
      SCYLLA_CONNECTOR,
      GATEWAY_CLIENT,
      LOCAL,
      KAFKA,
      SCYLLA,
      COMMON,
      ROUTING,
      RECEIPTS,
      COMMAND,
      CLI,
      CHECKER,
      SIMULATOR,
      PIPELINE);

  private final String packages;
  private final Set<Room> mayUse;

  Room(String packages, Room... mayUse) {
    this.packages = packages;
    this.mayUse = Set.of(mayUse);
  }

  /** In ArchUnit's notation. */
  String packages() {
    return packages;
  }

  boolean mayUse(Room other) {
    return other == this || mayUse.contains(other);
  }
}
