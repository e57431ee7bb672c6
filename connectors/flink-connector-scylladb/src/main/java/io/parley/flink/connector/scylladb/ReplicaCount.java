package io.parley.flink.connector.scylladb;

import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * The check that a keyspace has enough replicas in the local data center. It runs when a task
 * starts. A refusal ends the job without a restart, because no restart changes the keyspace.
 */
final class ReplicaCount {

  private ReplicaCount() {}

  /**
   * Refuses a keyspace with fewer replicas than {@code scylladb.min-replicas}.
   *
   * @param metadata what the driver knows of the keyspace; empty where schema metadata is switched
   *     off, and then a minimum above 1 cannot be checked and the start is refused too
   */
  static void require(
      String keyspace, Optional<KeyspaceMetadata> metadata, ScyllaConnection connection) {
    if (connection.minReplicas() <= 1) {
      return;
    }
    String datacenter = connection.localDatacenter();
    Map<String, String> replication =
        metadata.map(KeyspaceMetadata::getReplication).orElse(Map.of());
    OptionalInt found = inDatacenter(replication, datacenter);
    if (found.isEmpty()) {
      throw refused(
          "The replication of keyspace %s is not known (%s), so the task cannot tell how many replicas data center %s has."
              .formatted(keyspace, replication, datacenter));
    }
    if (found.getAsInt() < connection.minReplicas()) {
      throw refused(
          "Keyspace %s has %d replicas of each row in data center %s (%s); expected at least %d. An acknowledged row could be lost with one disk. Alter the keyspace and repair it. If this is meant, as on one machine, set %s to %d."
              .formatted(
                  keyspace,
                  found.getAsInt(),
                  datacenter,
                  replication,
                  connection.minReplicas(),
                  ScyllaOptions.MIN_REPLICAS.key(),
                  Math.max(1, found.getAsInt())));
    }
  }

  /**
   * The replicas in a data center; empty if the replication does not tell. NetworkTopologyStrategy
   * has a number by data center, or on recent ScyllaDB a list of racks. SimpleStrategy has one
   * number. With EverywhereStrategy every node has every row.
   */
  private static OptionalInt inDatacenter(Map<String, String> replication, String datacenter) {
    String strategy = replication.getOrDefault("class", "");
    if (strategy.endsWith("EverywhereStrategy")) {
      return OptionalInt.of(Integer.MAX_VALUE);
    }
    String copies =
        strategy.endsWith("NetworkTopologyStrategy")
            ? replication.getOrDefault(datacenter, "0")
            : replication.getOrDefault("replication_factor", "");
    if (copies.matches("\\d{1,9}")) {
      return OptionalInt.of(Integer.parseInt(copies));
    }
    return copies.startsWith("[") && copies.endsWith("]")
        ? OptionalInt.of(copies.split(",", -1).length)
        : OptionalInt.empty();
  }

  private static SuppressRestartsException refused(String sentence) {
    return new SuppressRestartsException(new IllegalStateException(sentence));
  }
}
