package io.parley.benchmarks.routing;

import io.parley.command.arguments.Bounds;
import io.parley.schemas.wire.AvroSafety;
import java.io.PrintStream;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the routing job in rounds, and prints costs, latencies and ratios. */
@Command(
    name = "routing",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "What a delivery costs, and what large groups, reconnects and idle people do.",
    description = {
      "",
      "Starts Kafka, a schema registry and a CQL server, and runs the routing job with its own"
          + " sources, sinks and defaults. Gateways of the gateway library take the deliveries, and"
          + " their devices acknowledge them at once.",
      "",
      "Only the ratios mean something, because servers, job and gateways share one machine.",
      ""
    })
public final class RoutingBenchmark implements Callable<Integer> {

  /** The measures. */
  enum Measure {
    /** A message's cost by recipient, in groups of 2 to 1,000. */
    SMALL,
    /** A message's cost in large groups, by members and by gateways. */
    LARGE,
    /** 1:1 traffic beside groups, and beside 1,000 joins at once. */
    BESIDE,
    /** Many sessions that begin at once. */
    RECONNECT,
    /** Connections over which nothing is said. */
    IDLE
  }

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "MEASURE",
      description = "Some of ${COMPLETION-CANDIDATES}; all if not given.")
  private Set<Measure> only = EnumSet.allOf(Measure.class);

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often each measurement is taken (default ${DEFAULT-VALUE}).")
  @Bounds(least = 1)
  private int rounds = 3;

  @Option(
      names = "--deliveries",
      paramLabel = "N",
      description = "Deliveries of one measurement in small groups (default ${DEFAULT-VALUE}).")
  @Bounds(least = 1)
  private int deliveries = 20_000;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Seconds of 1:1 traffic of one measurement (default ${DEFAULT-VALUE}).")
  @Bounds(least = 1, most = 86_400)
  private int seconds = 10;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "1:1 messages a second, whatever the job does (default ${DEFAULT-VALUE}).")
  @Bounds(least = 1, most = 1_000_000)
  private int rate = 100;

  @Option(
      names = "--group-rate",
      paramLabel = "N",
      description = "Messages a second into the group beside them (default ${DEFAULT-VALUE}).")
  @Bounds(least = 1, most = 1_000_000)
  private int groupRate = 2;

  @Option(
      names = "--reconnects",
      paramLabel = "N",
      description = "Sessions that begin at once (default ${DEFAULT-VALUE}).")
  @Bounds(least = 1, most = 1_000_000)
  private int reconnects = 20_000;

  @Option(
      names = "--idle-connections",
      paramLabel = "N",
      description = "Connections over which nothing is said (default ${DEFAULT-VALUE}).")
  @Bounds(least = 1, most = 1_000_000)
  private int idleConnections = 20_000;

  @Option(
      names = "--idle-minutes",
      paramLabel = "N",
      description = "For how long (default ${DEFAULT-VALUE}).")
  @Bounds(moreThan = 0, most = 1_440)
  private double idleMinutes = 1;

  private final PrintStream out = System.out;

  @Override
  public Integer call() throws Exception {
    AvroSafety.apply();
    try (Stand stand = Stand.start();
        StoredRows rows = new StoredRows(stand.session())) {
      JobUnderTest job = JobUnderTest.start(stand);
      try {
        measure(stand, rows);
      } finally {
        job.end();
      }
    }
    return 0;
  }

  private void measure(Stand stand, StoredRows rows) throws Exception {
    try (BenchGateways gateways = new BenchGateways(stand, rows)) {
      Arena arena = new Arena(new Population(stand, rows), gateways, rate, out);
      if (!only.equals(EnumSet.of(Measure.IDLE))) {
        arena.settle();
      }
      measure(arena, stand, rows);
    }
  }

  private void measure(Arena arena, Stand stand, StoredRows rows) throws Exception {
    Groups groups = new Groups(arena, rounds, deliveries, seconds, groupRate);
    if (only.contains(Measure.SMALL)) {
      groups.small();
    }
    if (only.contains(Measure.LARGE) || only.contains(Measure.BESIDE)) {
      groups.found();
    }
    if (only.contains(Measure.LARGE)) {
      groups.broadcasts();
    }
    if (only.contains(Measure.BESIDE)) {
      groups.beside();
    }
    if (only.contains(Measure.RECONNECT)) {
      new Reconnect(arena, rows, stand, reconnects).run(2 * seconds);
    }
    if (only.contains(Measure.IDLE)) {
      new Idle(arena, stand, idleConnections).run(idleMinutes);
    }
  }
}
