package io.parley.flink.connector.scylladb;

import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Tables in which rows with equal partition keys have the same replicas, so that they may share a
 * batch: all tables of a keyspace, or a single one.
 *
 * <p>Where a keyspace places its data by tokens of the ring, equal keys have equal tokens and so
 * equal replicas in all of its tables. Where it uses tablets (the default of new keyspaces on
 * recent ScyllaDB), each table is divided and placed by itself, and a batch over two tables would
 * make its coordinator write to the replicas of both.
 *
 * @param table null where all tables of the keyspace are in the group
 */
record ReplicaGroup(String keyspace, String table) {

  /**
   * @param metadata what the driver knows of the keyspace; empty, as where schema metadata is
   *     switched off, means that tablets cannot be excluded
   */
  static ReplicaGroup of(String keyspace, String table, Optional<KeyspaceMetadata> metadata) {
    boolean byRing = metadata.isPresent() && !metadata.get().isUsingTablets();
    return new ReplicaGroup(keyspace, byRing ? null : table);
  }

  Partition partition(ByteBuffer key) {
    return new Partition(this, key);
  }

  /** Rows with equal partitions may share a batch. */
  record Partition(ReplicaGroup tables, ByteBuffer key) {}
}
