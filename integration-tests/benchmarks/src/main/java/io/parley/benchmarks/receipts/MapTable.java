package io.parley.benchmarks.receipts;

import io.parley.common.memory.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A table of the ledger in memory. */
final class MapTable<K, V> implements Table<K, V> {

  private final Map<K, V> map = new HashMap<>();

  @Override
  public V get(K key) {
    return map.get(key);
  }

  @Override
  public void put(K key, V value) {
    map.put(key, value);
  }

  @Override
  public void remove(K key) {
    map.remove(key);
  }

  @Override
  public List<Map.Entry<K, V>> entries() {
    return List.copyOf(map.entrySet());
  }

  @Override
  public void clear() {
    map.clear();
  }
}
