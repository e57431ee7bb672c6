package io.parley.checker.deliveries;

import io.parley.checker.history.Digest;
import io.parley.checker.history.Seen;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.session.SessionState;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The lives of each device. LOGGED_OUT makes the router forget a device, and a device that comes
 * back after it begins a new life. Each life has a digest of its own. The digest of the first life
 * is that of the device. In memory are the devices that logged out, with the epochs of their
 * logouts.
 */
final class DeviceLives {

  private final Map<Long, TreeSet<Long>> logouts = new HashMap<>();

  // By device, then by the life's number: the append time of its first CONNECTED.
  private final Map<Long, TreeMap<Integer, Long>> beginnings = new HashMap<>();

  /** Takes a record in the first reading of the topic. */
  void findLogouts(Seen<SessionEvent> seen) {
    seen.value()
        .filter(event -> event.getState() == SessionState.LOGGED_OUT)
        .ifPresent(
            event ->
                logouts
                    .computeIfAbsent(device(event), any -> new TreeSet<>())
                    .add(event.getSessionEpoch()));
  }

  /** Takes a record in the second reading of the topic. */
  void findBeginnings(Seen<SessionEvent> seen) {
    SessionEvent event = seen.value().orElse(null);
    if (event == null || event.getState() != SessionState.CONNECTED) {
      return;
    }
    long device = device(event);
    if (logouts.containsKey(device)) {
      beginnings
          .computeIfAbsent(device, any -> new TreeMap<>())
          .merge(number(device, event.getSessionEpoch()), seen.timestamp(), Math::min);
    }
  }

  /** The life to which an epoch belongs. */
  long of(long device, long epoch) {
    return life(device, number(device, epoch));
  }

  /** The life of a device at a time. */
  long at(long device, long time) {
    int number =
        beginnings.getOrDefault(device, new TreeMap<>()).entrySet().stream()
            .filter(life -> life.getValue() <= time)
            .mapToInt(Map.Entry::getKey)
            .max()
            .orElse(0);
    return life(device, number);
  }

  /** Whether a life is over because its device logged out. */
  boolean isLoggedOut(long device, long epoch) {
    TreeSet<Long> ended = logouts.get(device);
    return ended != null && ended.ceiling(epoch) != null;
  }

  private int number(long device, long epoch) {
    TreeSet<Long> ended = logouts.get(device);
    return ended == null ? 0 : ended.headSet(epoch, false).size();
  }

  private static long life(long device, int number) {
    return number == 0 ? device : Digest.of(Long.toString(device), "life " + number);
  }

  private static long device(SessionEvent event) {
    return Digest.of(event.getUserId(), event.getDeviceId());
  }
}
