package io.parley.receipts.ledger;

import java.util.Map;

/**
 * A keyed collection of one conversation. The ledger does not care whether it lives in Flink's
 * state or in a map.
 *
 * <p>What {@link #get} and {@link #entries} return must be put again when it was changed.
 */
public interface Table<K, V> {

  /** Null if absent. */
  V get(K key);

  void put(K key, V value);

  void remove(K key);

  /** All entries, in any order. The collection must not be changed while this is iterated. */
  Iterable<Map.Entry<K, V>> entries();

  void clear();
}
