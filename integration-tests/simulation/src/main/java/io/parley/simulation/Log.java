package io.parley.simulation;

import io.parley.checker.history.Position;
import io.parley.checker.history.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A topic with its partitions. Records lie in the partition of their key. They can be read as soon
 * as they are written, and records of an aborted transaction stay readable, as Kafka shows them to
 * a reader of uncommitted records.
 */
final class Log<T> {

  /**
   * A record.
   *
   * @param at append time or event time, milliseconds since 1970
   * @param value null for a tombstone
   */
  record Entry<T>(String key, T value, long at, Transaction transaction) {}

  private final String name;
  private final List<List<Entry<T>>> partitions = new ArrayList<>();

  Log(String name, int partitionCount) {
    this.name = name;
    for (int n = 0; n < partitionCount; n++) {
      partitions.add(new ArrayList<>());
    }
  }

  void append(String key, T value, long at, Transaction transaction) {
    partitions.get(partitionOf(key)).add(new Entry<>(key, value, at, transaction));
  }

  int partitionOf(String key) {
    return Math.floorMod(key.hashCode(), partitions.size());
  }

  int partitionCount() {
    return partitions.size();
  }

  int end(int partition) {
    return partitions.get(partition).size();
  }

  Entry<T> get(int partition, int offset) {
    return partitions.get(partition).get(offset);
  }

  void forEach(Consumer<Seen<T>> reader) {
    for (int partition = 0; partition < partitions.size(); partition++) {
      List<Entry<T>> entries = partitions.get(partition);
      for (int offset = 0; offset < entries.size(); offset++) {
        Entry<T> entry = entries.get(offset);
        reader.accept(
            new Seen<>(
                new Position(name, partition, offset),
                entry.transaction().isCommitted(),
                entry.at(),
                Optional.of(entry.key()),
                entry.value() == null ? 0 : entry.value().hashCode(),
                Optional.ofNullable(entry.value())));
      }
    }
  }
}
