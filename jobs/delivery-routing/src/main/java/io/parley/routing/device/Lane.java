package io.parley.routing.device;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One conversation of one user: the queue of each device. Immutable.
 *
 * @param queues by device_id; only queues that are not empty
 */
public record Lane(Map<String, DeviceQueue> queues) {

  static final Lane EMPTY = new Lane(Map.of());

  /** Stands for the device that connects first, while no device of the user is known. */
  static final String NOBODY = "";

  DeviceQueue queue(String device) {
    return queues.getOrDefault(device, DeviceQueue.EMPTY);
  }

  Lane with(String device, DeviceQueue queue) {
    Map<String, DeviceQueue> others = new HashMap<>(queues);
    if (queue.isEmpty()) {
      others.remove(device);
    } else {
      others.put(device, queue);
    }
    return new Lane(others);
  }

  boolean isEmpty() {
    return queues.isEmpty();
  }

  boolean holdsEvent(long eventId) {
    return queues.values().stream().anyMatch(queue -> queue.holdsEvent(eventId));
  }

  /** The newest event that waits for any device. */
  long newestEvent() {
    return queues.values().stream().mapToLong(q -> q.last().lastEventId()).max().orElse(0);
  }

  /** The events that a queue names here and none names in the other lane. */
  Set<Long> eventsMissingIn(Lane other) {
    return queues.values().stream()
        .flatMap(queue -> queue.entries().stream())
        .filter(entry -> !entry.range() && !other.holdsEvent(entry.firstEventId()))
        .map(Entry::firstEventId)
        .collect(Collectors.toSet());
  }
}
