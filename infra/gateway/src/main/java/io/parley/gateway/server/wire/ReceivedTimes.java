package io.parley.gateway.server.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The times at which commands without an ack were read, by client_message_id. Bounded; a time that
 * was forgotten is only missing from the ack. Safe for use by several threads.
 */
final class ReceivedTimes {

  private static final int MOST = 512;

  private final Map<String, Long> times =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST;
        }
      };

  /** Keeps the first time if a command comes again. */
  synchronized void put(String id, long millis) {
    times.putIfAbsent(id, millis);
  }

  synchronized OptionalLong remove(String id) {
    Long millis = times.remove(id);
    return millis == null ? OptionalLong.empty() : OptionalLong.of(millis);
  }
}
