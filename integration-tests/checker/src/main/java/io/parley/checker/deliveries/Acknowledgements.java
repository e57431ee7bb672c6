package io.parley.checker.deliveries;

import java.util.Map;
import java.util.TreeMap;

/**
 * The acknowledgements of one device in one conversation, over time. Only those that go further
 * than all before are kept.
 */
final class Acknowledgements {

  private final TreeMap<Long, Long> upToByTime = new TreeMap<>();
  private final TreeMap<Long, Long> timeByUpTo = new TreeMap<>();

  /** Takes an acknowledgement. They come by rising time. */
  void add(long at, long upTo) {
    if (timeByUpTo.isEmpty() || upTo > timeByUpTo.lastKey()) {
      timeByUpTo.put(upTo, at);
      upToByTime.put(at, upTo);
    }
  }

  /** The highest event acknowledged by a time. 0 if no event was. */
  long by(long at) {
    Map.Entry<Long, Long> entry = upToByTime.floorEntry(at);
    return entry == null ? 0 : entry.getValue();
  }

  /** When an event was first acknowledged; {@link GatewayLives#NEVER} if it was not. */
  long firstOf(long event) {
    Map.Entry<Long, Long> entry = timeByUpTo.ceilingEntry(event);
    return entry == null ? GatewayLives.NEVER : entry.getValue();
  }

  void clear() {
    upToByTime.clear();
    timeByUpTo.clear();
  }
}
