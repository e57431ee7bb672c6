package io.parley.routing.fleet;

import io.parley.schemas.delivery.Delivery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A device behind a gateway of the fleet. It never acknowledges past a gap. */
public final class FleetDevice {

  final String user;
  final String name;

  /** The gateway that holds the connection, or null. */
  String gateway;

  long epoch;

  /** Whether the device answers; false: half-open. */
  boolean answers = true;

  /** The last event that the session was handed, by conversation. */
  final Map<String, Long> handed = new HashMap<>();

  /** Conversations of which the session asked for broadcasts. */
  final Set<String> subscribed = new HashSet<>();

  private final List<Delivery> taken = new ArrayList<>();
  private final List<Long> events = new ArrayList<>();

  FleetDevice(String user, String name) {
    this.user = user;
    this.name = name;
  }

  void begin(String onGateway, long newEpoch) {
    gateway = onGateway;
    epoch = newEpoch;
    answers = true;
    handed.clear();
    subscribed.clear();
  }

  boolean isMeant(Delivery delivery) {
    return user.equals(delivery.getRecipientId())
        && name.equals(delivery.getDeviceId())
        && delivery.getGatewayId().equals(gateway)
        && delivery.getSessionEpoch() == epoch;
  }

  void note(Delivery delivery) {
    taken.add(delivery);
  }

  void hand(String conversation, long event) {
    if (event > handed.getOrDefault(conversation, 0L)) {
      handed.put(conversation, event);
      if (!events.contains(event)) {
        events.add(event);
      }
    }
  }

  public String user() {
    return user;
  }

  /** Everything that the gateway had for this device, in order. */
  public List<Delivery> taken() {
    return List.copyOf(taken);
  }

  /** The ids of the events that it had, each once, in the order of the first time. */
  public List<Long> events() {
    return List.copyOf(events);
  }
}
