package io.parley.gateway.client;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sessions that the gateway holds, by device and by user. For one thread. */
final class Sessions {

  private final Map<DeviceKey, DeviceSession> byDevice = new LinkedHashMap<>();
  private final Map<String, Map<DeviceKey, DeviceSession>> byUser = new HashMap<>();

  void add(DeviceSession session) {
    byDevice.put(session.key(), session);
    byUser
        .computeIfAbsent(session.userId(), any -> new LinkedHashMap<>())
        .put(session.key(), session);
  }

  void remove(DeviceSession session) {
    byDevice.remove(session.key(), session);
    Map<DeviceKey, DeviceSession> others = byUser.get(session.userId());
    others.remove(session.key(), session);
    if (others.isEmpty()) {
      byUser.remove(session.userId());
    }
  }

  Optional<DeviceSession> find(DeviceKey key) {
    return Optional.ofNullable(byDevice.get(key));
  }

  /** The session that a delivery means; empty if the gateway does not hold it. */
  Optional<DeviceSession> find(DeviceKey key, long epoch) {
    return find(key).filter(session -> session.epoch() == epoch);
  }

  /** The user's sessions, as a copy. */
  Collection<DeviceSession> of(String user) {
    return List.copyOf(byUser.getOrDefault(user, Map.of()).values());
  }

  /** All sessions, as a copy. */
  Collection<DeviceSession> all() {
    return List.copyOf(byDevice.values());
  }

  int size() {
    return byDevice.size();
  }
}
