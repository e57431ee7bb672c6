package io.parley.it.architecture;

import java.util.Set;

/**
 * A module of the build, by the package it owns, with the rooms it may look into. This is the
 * diagram "arrows run one way" of the README as data; {@link OneWayArrowsTest} holds every class to
 * it.
 */
enum Room {
  SCHEMAS("io.parley.schemas.."),
  SCYLLA_CONNECTOR("io.parley.flink.connector.scylladb.."),
  LOCAL("io.parley.infra.local.."),
  KAFKA("io.parley.infra.kafka..", SCHEMAS),
  SCYLLA("io.parley.infra.scylla..", SCHEMAS),
  COMMON("io.parley.common..", SCHEMAS, SCYLLA_CONNECTOR),
  INGEST("io.parley.ingest..", SCHEMAS, SCYLLA_CONNECTOR, COMMON),
  ROUTING("io.parley.routing..", SCHEMAS, SCYLLA_CONNECTOR, COMMON),
  RECEIPTS("io.parley.receipts..", SCHEMAS, SCYLLA_CONNECTOR, COMMON),
  CLI("io.parley.cli..", SCHEMAS, LOCAL, KAFKA, SCYLLA),
  INTEGRATION_TESTS(
      "io.parley.it..",
      SCHEMAS,
      SCYLLA_CONNECTOR,
      LOCAL,
      KAFKA,
      SCYLLA,
      COMMON,
      INGEST,
      ROUTING,
      RECEIPTS,
      CLI);

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
