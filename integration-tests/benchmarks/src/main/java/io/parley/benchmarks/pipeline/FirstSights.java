package io.parley.benchmarks.pipeline;

import java.util.HashMap;
import java.util.Map;

/**
 * A gateway's deduplication: an event of {@code chat.events} at or below the last one seen of its
 * conversation is a repetition. For one thread.
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
