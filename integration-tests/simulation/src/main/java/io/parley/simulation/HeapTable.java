package io.parley.simulation;

import io.parley.common.memory.Table;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A table of state in a map, which a checkpoint can copy. Values are never changed in place. */
final class HeapTable<K, V> implements Table<K, V> {

  private final Map<K, V> map = new TreeMap<>();

  HeapTable<K, V> copy() {
    HeapTable<K, V> copy = new HeapTable<>();
    copy.map.putAll(map);
    return copy;
  }

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
    return List.copyOf(new TreeMap<>(map).entrySet());
  }

  @Override
  public void clear() {
    map.clear();
  }
}
