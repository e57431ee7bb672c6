package io.parley.receipts.domain;

import io.parley.common.memory.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A table in memory that counts how it is used, as a state backend would charge for it. */
final class CountingTable<K, V> implements Table<K, V> {

  private final Map<K, V> map;
  private final Usage usage;

  CountingTable(Map<K, V> map, Usage usage) {
    this.map = new HashMap<>(map);
    this.usage = usage;
  }

  Map<K, V> map() {
    return map;
  }

  @Override
  public V get(K key) {
    usage.reads++;
    return map.get(key);
  }

  @Override
  public void put(K key, V value) {
    usage.writes++;
    map.put(key, value);
  }

  @Override
  public void remove(K key) {
    usage.writes++;
    map.remove(key);
  }

  @Override
  public List<Map.Entry<K, V>> entries() {
    usage.iterators++;
    return new ArrayList<>(Map.copyOf(map).entrySet());
  }

  @Override
  public void clear() {
    usage.iterators += map.isEmpty() ? 0 : 1;
    map.clear();
  }
}
