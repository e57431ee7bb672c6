package io.parley.receipts.domain;

import io.parley.common.memory.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** A map that hands out copies, like a state backend on disk: a forgotten put shows. */
final class CopyingTable<K, V> implements Table<K, V> {

  private final Map<K, V> map;
  private final TypeSerializer<V> serializer;
  private int looks;

  CopyingTable(TypeInformation<V> type) {
    this(new HashMap<>(), type.createSerializer(new SerializerConfigImpl()));
  }

  private CopyingTable(Map<K, V> map, TypeSerializer<V> serializer) {
    this.map = map;
    this.serializer = serializer;
  }

  CopyingTable<K, V> snapshot() {
    return new CopyingTable<>(new HashMap<>(map), serializer);
  }

  int size() {
    return map.size();
  }

  /** How often all entries were asked for. */
  int looks() {
    return looks;
  }

  @Override
  public V get(K key) {
    V value = map.get(key);
    return value == null ? null : serializer.copy(value);
  }

  @Override
  public void put(K key, V value) {
    map.put(key, serializer.copy(value));
  }

  @Override
  public void remove(K key) {
    map.remove(key);
  }

  @Override
  public List<Map.Entry<K, V>> entries() {
    looks++;
    List<Map.Entry<K, V>> entries = new ArrayList<>();
    map.forEach((key, value) -> entries.add(Map.entry(key, serializer.copy(value))));
    return entries;
  }

  @Override
  public void clear() {
    map.clear();
  }
}
