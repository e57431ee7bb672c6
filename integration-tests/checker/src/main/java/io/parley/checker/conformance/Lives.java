package io.parley.checker.conformance;

import io.parley.checker.conformance.Written.SessionChange;
import io.parley.schemas.session.SessionState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sessions of all devices that the gateway ever held, at this gateway and at others. */
final class Lives {

  private final String gateway;
  private final Map<Device, List<SessionChange>> changes;
  private final Map<Device, List<Life>> lives = new LinkedHashMap<>();

  Lives(String gateway, Map<Device, List<SessionChange>> changes, Signs signs, long historyEnd) {
    this.gateway = gateway;
    this.changes = changes;
    changes.values().forEach(list -> list.sort(Comparator.comparingLong(SessionChange::time)));
    changes.forEach((device, list) -> lives.put(device, livesOf(list, signs, historyEnd)));
  }

  private List<Life> livesOf(List<SessionChange> list, Signs signs, long historyEnd) {
    List<Life> found = new ArrayList<>();
    for (SessionChange change : list) {
      if (change.state() == SessionState.CONNECTED) {
        long until = ended(change, list);
        if (change.gateway().equals(gateway)) {
          until = Math.min(until, signs.endOf(change.incarnation(), historyEnd));
        }
        found.add(
            new Life(
                change.gateway(),
                change.incarnation(),
                change.epoch(),
                change.time(),
                until,
                change.at()));
      }
    }
    return found;
  }

  private static long ended(SessionChange session, List<SessionChange> list) {
    return list.stream()
        .filter(
            change ->
                change.state() == SessionState.CONNECTED
                    ? change.epoch() > session.epoch()
                    : change.epoch() == session.epoch()
                        && change.gateway().equals(session.gateway()))
        .mapToLong(SessionChange::time)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  Map<Device, List<SessionChange>> changes() {
    return changes;
  }

  /** The session of this gateway with an epoch. */
  Optional<Life> find(Device device, long epoch) {
    return own(device).stream().filter(life -> life.epoch() == epoch).findFirst();
  }

  /** The sessions of a device at this gateway. */
  List<Life> own(Device device) {
    return lives.getOrDefault(device, List.of()).stream()
        .filter(life -> life.gateway().equals(gateway))
        .toList();
  }

  /**
   * Whether the newest session of a device at a time was at this gateway, so that its receipts came
   * from here.
   */
  boolean held(Device device, long time) {
    Life newest = null;
    for (Life life : lives.getOrDefault(device, List.of())) {
      if (life.from() <= time && (newest == null || life.epoch() > newest.epoch())) {
        newest = life;
      }
    }
    return newest != null && newest.gateway().equals(gateway);
  }

  /** Whether a device had a session here at most a while before or after a time. */
  boolean wasNear(Device device, long time, long patience) {
    return own(device).stream()
        .anyMatch(life -> life.from() - patience <= time && life.until() >= time - patience);
  }

  boolean isEmpty() {
    return lives.isEmpty();
  }
}
