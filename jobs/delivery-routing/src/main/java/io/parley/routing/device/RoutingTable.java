package io.parley.routing.device;

import io.parley.common.memory.Cell;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.session.SessionState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Where the devices of one user are connected. Knows no time but what it is told, in milliseconds
 * since 1970, and writes each change to its cell at once.
 *
 * <p>Gateways write to {@code chat.sessions} independently, so what they say about one device comes
 * in any order. The epoch decides: a lower one never replaces a higher one, and of two gateways
 * that claim the same epoch the first is believed.
 */
final class RoutingTable {

  /** What a session event did. */
  enum Change {
    /** The device takes deliveries from now on, in a session that did not before. */
    STARTED,
    /** The session goes on. */
    RENEWED,
    /** The device takes deliveries no more. */
    ENDED,
    /** Nothing: of an older session, or of one that was closed. */
    STALE,
    /**
     * Nothing: the session counts as dead and rests, was not live anyway, or the state is unknown.
     */
    NONE
  }

  private final Cell<Map<String, DeviceSession>> cell;
  private final SessionPolicy policy;
  private Map<String, DeviceSession> sessions;

  RoutingTable(Cell<Map<String, DeviceSession>> cell, SessionPolicy policy) {
    this.cell = cell;
    this.policy = policy;
    this.sessions = Objects.requireNonNullElse(cell.get(), Map.of());
  }

  Change apply(SessionEvent event, long now) {
    DeviceSession known = sessions.get(event.getDeviceId());
    boolean closes = event.getState() == SessionState.DISCONNECTED;
    if (event.getState() == SessionState.UNKNOWN) {
      return Change.NONE;
    }
    if (known == null || event.getSessionEpoch() > known.epoch()) {
      put(event.getDeviceId(), session(event, closes, now));
      if (!closes) {
        return Change.STARTED;
      }
      return known != null && known.isLive() ? Change.ENDED : Change.NONE;
    }
    if (event.getSessionEpoch() < known.epoch()
        || !event.getGatewayId().equals(known.gatewayId())
        || known.status() == SessionStatus.CLOSED) {
      return Change.STALE;
    }
    return closes ? close(event.getDeviceId(), known, now) : renew(event.getDeviceId(), known, now);
  }

  private static DeviceSession session(SessionEvent event, boolean closes, long now) {
    SessionStatus status = closes ? SessionStatus.CLOSED : SessionStatus.LIVE;
    return new DeviceSession(event.getGatewayId(), event.getSessionEpoch(), status, now);
  }

  private Change close(String device, DeviceSession known, long now) {
    put(device, known.ended(SessionStatus.CLOSED, now));
    return known.isLive() ? Change.ENDED : Change.NONE;
  }

  private Change renew(String device, DeviceSession known, long now) {
    if (known.status() == SessionStatus.DEAD && now < known.since() + policy.rest().toMillis()) {
      return Change.NONE;
    }
    put(device, known.renewed(now));
    return known.isLive() ? Change.RENEWED : Change.STARTED;
  }

  /** Ends the session of a device that never acknowledges. */
  void declareDead(String device, long now) {
    put(device, sessions.get(device).ended(SessionStatus.DEAD, now));
  }

  /**
   * Ends the sessions whose lease is over, and says of which devices.
   *
   * @param listeningSince no lease ends before one full lease after this: while the job was down,
   *     nobody could hear the heartbeats
   */
  List<String> lapse(long now, long listeningSince) {
    List<String> lapsed =
        sessions.entrySet().stream()
            .filter(e -> e.getValue().isLive() && leaseEnd(e.getValue(), listeningSince) <= now)
            .map(Map.Entry::getKey)
            .toList();
    for (String device : lapsed) {
      put(device, sessions.get(device).ended(SessionStatus.LAPSED, now));
    }
    return lapsed;
  }

  OptionalLong nextLeaseEnd(long listeningSince) {
    return sessions.values().stream()
        .filter(DeviceSession::isLive)
        .mapToLong(session -> leaseEnd(session, listeningSince))
        .min();
  }

  private long leaseEnd(DeviceSession session, long listeningSince) {
    return Math.max(session.since(), listeningSince) + policy.lease().toMillis();
  }

  /** Forgets the devices that are gone for too long or too many, and says which. */
  List<String> forget(long now) {
    List<String> longestGoneFirst =
        sessions.entrySet().stream()
            .sorted(
                Map.Entry.comparingByValue(
                    Comparator.comparing(DeviceSession::isLive)
                        .thenComparingLong(DeviceSession::since)))
            .map(Map.Entry::getKey)
            .toList();
    int tooMany = longestGoneFirst.size() - policy.maxDevices();
    List<String> forgotten = new ArrayList<>();
    for (String device : longestGoneFirst) {
      if (forgotten.size() < tooMany || isGoneForTooLong(sessions.get(device), now)) {
        forgotten.add(device);
      }
    }
    if (!forgotten.isEmpty()) {
      Map<String, DeviceSession> rest = new HashMap<>(sessions);
      rest.keySet().removeAll(forgotten);
      save(rest);
    }
    return forgotten;
  }

  private boolean isGoneForTooLong(DeviceSession session, long now) {
    return !session.isLive() && session.since() + policy.deviceRetention().toMillis() <= now;
  }

  Set<String> devices() {
    return sessions.keySet();
  }

  /** The session that takes deliveries for a device, or null. */
  DeviceSession live(String device) {
    DeviceSession session = sessions.get(device);
    return session != null && session.isLive() ? session : null;
  }

  boolean anyLive() {
    return sessions.values().stream().anyMatch(DeviceSession::isLive);
  }

  private void put(String device, DeviceSession session) {
    Map<String, DeviceSession> changed = new HashMap<>(sessions);
    changed.put(device, session);
    save(changed);
  }

  private void save(Map<String, DeviceSession> changed) {
    sessions = changed;
    cell.set(changed);
  }
}
