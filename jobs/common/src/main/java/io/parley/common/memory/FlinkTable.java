package io.parley.common.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.util.FlinkRuntimeException;

/** A table in Flink's keyed state. A failing state backend fails the task. */
public final class FlinkTable<K, V> implements Table<K, V> {

  private final MapState<K, V> state;

  public FlinkTable(MapState<K, V> state) {
    this.state = state;
  }

  @Override
  public V get(K key) {
    try {
      return state.get(key);
    } catch (Exception e) {
      throw failed(e);
    }
  }

  @Override
  public void put(K key, V value) {
    try {
      state.put(key, value);
    } catch (Exception e) {
      throw failed(e);
    }
  }

  @Override
  public void remove(K key) {
    try {
      state.remove(key);
    } catch (Exception e) {
      throw failed(e);
    }
  }

  @Override
  public List<Map.Entry<K, V>> entries() {
    try {
      List<Map.Entry<K, V>> entries = new ArrayList<>();
      for (Map.Entry<K, V> entry : state.entries()) {
        entries.add(Map.entry(entry.getKey(), entry.getValue()));
      }
      return entries;
    } catch (Exception e) {
      throw failed(e);
    }
  }

  @Override
  public void clear() {
    state.clear();
  }

  private static FlinkRuntimeException failed(Exception cause) {
    return new FlinkRuntimeException("The state backend failed; the task restarts.", cause);
  }
}
