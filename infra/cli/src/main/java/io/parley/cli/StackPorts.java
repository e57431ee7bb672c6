package io.parley.cli;

import io.parley.command.arguments.Bounds;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** The options of {@code up} that ask for ports. 0 stands for a free port. */
public final class StackPorts {

  private static final int KAFKA = 9092;
  private static final int CQL = 9042;
  private static final int REGISTRY = 8085;
  private static final int DASHBOARD = 8081;

  @Option(
      names = "--fixed-ports",
      description =
          "Use the well-known ports: Kafka 9092, CQL 9042, registry 8085, dashboard 8081. Without"
              + " this and the next four options free ports are chosen.")
  private boolean fixed;

  @Option(names = "--kafka-port", paramLabel = "PORT", description = "Port of the Kafka broker.")
  @Bounds(least = 0, most = Bounds.LARGEST_PORT)
  private int kafka;

  @Option(names = "--cql-port", paramLabel = "PORT", description = "Port of the CQL server.")
  @Bounds(least = 0, most = Bounds.LARGEST_PORT)
  private int cql;

  @Option(names = "--registry-port", paramLabel = "PORT", description = "Port of the registry.")
  @Bounds(least = 0, most = Bounds.LARGEST_PORT)
  private int registry;

  @Option(
      names = "--dashboard-port",
      paramLabel = "PORT",
      description = "Port of Flink's dashboard.")
  @Bounds(least = 0, most = Bounds.LARGEST_PORT)
  private int dashboard;

  int kafka() {
    return choice(kafka, KAFKA);
  }

  int cql() {
    return choice(cql, CQL);
  }

  int registry() {
    return choice(registry, REGISTRY);
  }

  int dashboard() {
    return choice(dashboard, DASHBOARD);
  }

  /** The ports that were asked for, by name of the server. */
  Map<String, Integer> requested() {
    Map<String, Integer> all =
        new TreeMap<>(
            Map.of("kafka", kafka(), "cql", cql(), "registry", registry(), "flink", dashboard()));
    all.values().removeIf(port -> port == 0);
    return all;
  }

  private int choice(int explicit, int wellKnown) {
    return explicit == 0 && fixed ? wellKnown : explicit;
  }
}
