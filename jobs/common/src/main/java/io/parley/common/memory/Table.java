package io.parley.common.memory;

import java.util.List;
import java.util.Map;

/** A map that belongs to the current key. Not for use by several threads. */
public interface Table<K, V> {

  /** The value, or null. It may be the stored object itself: put back what you change. */
  V get(K key);

  void put(K key, V value);

  void remove(K key);

  /** All entries as they are now: changes made while going through them do not show. */
  List<Map.Entry<K, V>> entries();

  /** Removes all entries. */
  void clear();
}
