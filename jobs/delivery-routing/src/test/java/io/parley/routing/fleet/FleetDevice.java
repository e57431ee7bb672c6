package io.parley.routing.fleet;

import io.parley.schemas.delivery.Delivery;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A device behind a gateway of the fleet. */
public final class FleetDevice {

  final String user;
  final String name;

  /** The gateway that holds the connection, or null. */
  String gateway;

  long epoch;

  /** Whether the connection takes deliveries and the device answers; false: half-open. */
  boolean answers = true;

  private final List<Delivery> taken = new ArrayList<>();
  private final Set<Long> seen = new LinkedHashSet<>();
  private long newestFirstAttempt;

  FleetDevice(String user, String name) {
    this.user = user;
    this.name = name;
  }

  /** What a gateway that reads uncommitted does: see the job's README. */
  boolean wants(Delivery delivery) {
    if (!delivery.getGatewayId().equals(gateway) || delivery.getSessionEpoch() != epoch) {
      return false;
    }
    if (delivery.getAttempt() == 1) {
      long id = delivery.getEvent().getEventId();
      boolean repeated = id <= newestFirstAttempt;
      newestFirstAttempt = Math.max(newestFirstAttempt, id);
      return !repeated;
    }
    return true;
  }

  void take(Delivery delivery) {
    taken.add(delivery);
    if (delivery.getEvent() != null) {
      seen.add(delivery.getEvent().getEventId());
    }
  }

  /** What the gateway paged from the history because of a SYNC. */
  void fetch(List<Long> events) {
    seen.addAll(events);
  }

  public String user() {
    return user;
  }

  /** Everything the gateway had for this device, in order. */
  public List<Delivery> taken() {
    return List.copyOf(taken);
  }

  /** The ids of the events it had, delivered or fetched, each once, in order of the first time. */
  public List<Long> events() {
    return List.copyOf(seen);
  }

  /** The attempts in which an event came. */
  public List<Integer> attempts(long event) {
    return taken.stream()
        .filter(d -> d.getEvent() != null && d.getEvent().getEventId() == event)
        .map(Delivery::getAttempt)
        .toList();
  }
}
