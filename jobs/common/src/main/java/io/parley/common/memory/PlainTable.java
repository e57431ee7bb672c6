package io.parley.common.memory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A table in a plain map, for decisions that run without Flink. It can be copied. Values are taken
 * as immutable.
 */
public final class PlainTable<K, V> implements Table<K, V> {

  private final Map<K, V> map;

  public PlainTable() {
    this(Map.of());
  }

  private PlainTable(Map<K, V> map) {
    this.map = new HashMap<>(map);
  }

  public PlainTable<K, V> copy() {
    return new PlainTable<>(map);
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
    return List.copyOf(new HashMap<>(map).entrySet());
  }

  @Override
  public void clear() {
    map.clear();
  }
}
