package io.parley.it.benchmark.pipeline;

import java.util.HashMap;
import java.util.Map;

/**
 * A gateway's deduplication: an event at or below the last one seen is a repetition, in {@code
 * chat.events} of its conversation, in {@code chat.deliveries} of its device (here each has but one
 * conversation). For one thread.
 */
final class FirstSights {

  private final Map<String, Long> last = new HashMap<>();

  /** Whether this event is seen for the first time. */
  boolean isFirst(String of, long eventId) {
    Long before = last.get(of);
    if (before != null && eventId <= before) {
      return false;
    }
    last.put(of, eventId);
    return true;
  }
}
