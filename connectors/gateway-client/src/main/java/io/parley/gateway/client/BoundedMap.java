package io.parley.gateway.client;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets the entry that was used the longest ago when it grows too large. */
final class BoundedMap<K, V> extends LinkedHashMap<K, V> {

  private final int most;

  BoundedMap(int most) {
    super(16, 0.75f, true);
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > most;
  }
}
