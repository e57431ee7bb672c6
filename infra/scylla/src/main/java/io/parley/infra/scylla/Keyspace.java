package io.parley.infra.scylla;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The name of a keyspace and its replication. One copy in a data center is refused, because a lost
 * disk would lose acknowledged rows, unless somebody says that it is meant.
 *
 * @param name a CQL identifier in lower case
 * @param replication number of copies in each data center
 * @param oneCopyIsMeant whether one copy is enough, as on one machine
 */
public record Keyspace(String name, Map<String, Integer> replication, boolean oneCopyIsMeant) {

  private static final String STRATEGY = "NetworkTopologyStrategy";

  public Keyspace {
    if (!name.matches("[a-z][a-z0-9_]{0,47}")) {
      throw new IllegalArgumentException(
          "Keyspace '"
              + name
              + "' is not valid: expected 1 to 48 characters of a-z, 0-9 and _, a letter first");
    }
    replication = Map.copyOf(replication);
    if (replication.isEmpty() || replication.values().stream().anyMatch(copies -> copies < 1)) {
      throw new IllegalArgumentException(
          "Replication "
              + replication
              + " of keyspace "
              + name
              + " is not valid: expected at least one data center, each with at least one copy");
    }
    if (!oneCopyIsMeant && replication.containsValue(1)) {
      throw new IllegalArgumentException(
          "Replication "
              + replication
              + " of keyspace "
              + name
              + " keeps one copy in a data center: expected at least two. A lost disk would lose"
              + " rows that were acknowledged and delivered. If one copy is meant, as on one"
              + " machine, say so explicitly.");
    }
    if (!replication.keySet().stream()
        .allMatch(datacenter -> datacenter.matches("[A-Za-z0-9_.-]+"))) {
      throw new IllegalArgumentException(
          "Replication "
              + replication
              + " names a data center with characters other than letters, digits, _ . -");
    }
  }

  /** A keyspace with at least two copies in each data center. */
  public Keyspace(String name, Map<String, Integer> replication) {
    this(name, replication, false);
  }

  /** A keyspace with one copy, for a stack on one machine. */
  public static Keyspace onOneMachine(String name, String datacenter) {
    return new Keyspace(name, Map.of(datacenter, 1), true);
  }

  String createStatement() {
    String copies =
        new TreeMap<>(replication)
            .entrySet().stream()
                .map(entry -> "'%s': %d".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    return "CREATE KEYSPACE IF NOT EXISTS %s WITH replication = {'class': '%s', %s}"
        .formatted(name, STRATEGY, copies);
  }

  /** Whether a keyspace that the server has is replicated like this one. */
  boolean isReplicatedAs(Map<String, String> existing) {
    Map<String, String> wanted = new TreeMap<>();
    replication.forEach((datacenter, copies) -> wanted.put(datacenter, copies.toString()));
    Map<String, String> found = new TreeMap<>(existing);
    String strategy = found.remove("class");
    return strategy != null && strategy.endsWith(STRATEGY) && found.equals(wanted);
  }
}
