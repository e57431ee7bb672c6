package io.parley.routing.device;

import io.parley.common.memory.Table;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * Up to where each device has acknowledged a conversation of late. A receipt may come before the
 * event that it settles: after a restart the topics are read again, each at its own pace.
 */
final class SettledMarks {

  private final Table<String, Map<String, Long>> marks;
  private final int maxDevices;

  SettledMarks(Table<String, Map<String, Long>> marks, int maxDevices) {
    this.marks = marks;
    this.maxDevices = maxDevices;
  }

  boolean covers(String conversation, String device, long eventId) {
    Map<String, Long> devices = marks.get(conversation);
    return devices != null && devices.getOrDefault(device, 0L) >= eventId;
  }

  /** Notes a receipt; false if it says nothing new. */
  boolean advance(String conversation, String device, long eventId) {
    if (covers(conversation, device, eventId)) {
      return false;
    }
    Map<String, Long> known = marks.get(conversation);
    Map<String, Long> devices = known == null ? new HashMap<>() : new HashMap<>(known);
    devices.put(device, eventId);
    while (devices.size() > maxDevices) {
      devices.remove(lowest(devices));
    }
    marks.put(conversation, devices);
    return true;
  }

  /** By conversation, the newest event of late that a given device has not acknowledged. */
  Map<String, Long> newestNotSettledBy(String device) {
    Map<String, Long> newest = new HashMap<>();
    for (Map.Entry<String, Map<String, Long>> entry : marks.entries()) {
      long last = Collections.max(entry.getValue().values());
      if (entry.getValue().getOrDefault(device, 0L) < last) {
        newest.put(entry.getKey(), last);
      }
    }
    return newest;
  }

  private static String lowest(Map<String, Long> devices) {
    return devices.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }
}
