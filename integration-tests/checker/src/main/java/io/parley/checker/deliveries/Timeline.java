package io.parley.checker.deliveries;

import io.parley.checker.history.DeliveryHistory;
import io.parley.checker.history.Digest;
import io.parley.checker.history.Seen;
import io.parley.checker.sort.Scratch;
import io.parley.checker.sort.SortedRows;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.delivery.DeliveryKind;
import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.session.SessionState;
import java.util.HashSet;
import java.util.Set;

/**
 * The facts that all checks of deliveries need beforehand. Building a timeline reads the topics of
 * gateways and deliveries once and the topic of sessions twice. In memory are gateways, devices
 * that logged out, one number per minute, large conversations, and users with too many devices.
 */
final class Timeline {

  /** As the router's option {@code routing.devices.max}. */
  private static final int MAX_DEVICES = 16;

  private final GatewayLives gateways = new GatewayLives();
  private final DeviceLives devices = new DeviceLives();
  private final RoutingLag lag = new RoutingLag();
  private final Set<Long> crowded = new HashSet<>();
  private final Set<Long> large = new HashSet<>();
  private final Set<Integer> sessionPartitions = new HashSet<>();
  private final long end;
  private boolean sessionsAreMissing;

  private Timeline(long end) {
    this.end = end;
  }

  static Timeline of(DeliveryHistory history, Scratch scratch) {
    Timeline timeline = new Timeline(history.endedAt());
    history.forEachGateway(timeline::addGateway);
    history.forEachSession(timeline.devices::findLogouts);
    try (SortedRows pairs = scratch.rows(2)) {
      history.forEachSession(seen -> timeline.addSession(seen, pairs));
      pairs.forEachGroup(
          group -> {
            if (group.stream().map(pair -> pair[1]).distinct().count() > MAX_DEVICES) {
              timeline.crowded.add(group.get(0)[0]);
            }
          });
    }
    history.forEachDelivery(timeline::addDelivery);
    return timeline;
  }

  /** The times at which gateways were alive. */
  GatewayLives gateways() {
    return gateways;
  }

  /** The lives of devices, which logouts end. */
  DeviceLives devices() {
    return devices;
  }

  /** How late the router was. */
  RoutingLag lag() {
    return lag;
  }

  /** When the history ends, milliseconds since 1970. */
  long end() {
    return end;
  }

  /** Whether a user has so many devices that the router may have forgotten one. */
  boolean isCrowded(long user) {
    return crowded.contains(user);
  }

  /** Whether a conversation was ever so large that its events were broadcast. */
  boolean isLarge(long conversation) {
    return large.contains(conversation);
  }

  /** Whether the topic's retention has deleted sessions. Then a missing session proves nothing. */
  boolean sessionsAreMissing() {
    return sessionsAreMissing;
  }

  private void addGateway(Seen<GatewayEvent> seen) {
    seen.value()
        .filter(event -> seen.hasKey(event.getGatewayId()))
        .ifPresent(
            event ->
                gateways.heard(
                    Digest.of(event.getGatewayId()),
                    event.getIncarnation(),
                    event.getState(),
                    seen.timestamp()));
  }

  private void addSession(Seen<SessionEvent> seen, SortedRows pairs) {
    boolean isFirst = sessionPartitions.add(seen.at().partition());
    sessionsAreMissing |= isFirst && seen.at().offset() > 0;
    devices.findBeginnings(seen);
    seen.value()
        .filter(event -> event.getState() == SessionState.CONNECTED)
        .ifPresent(
            event ->
                pairs.add(
                    Digest.of(event.getUserId()),
                    Digest.of(event.getUserId(), event.getDeviceId())));
  }

  private void addDelivery(Seen<Delivery> seen) {
    lag.wrote(seen.timestamp());
    seen.value()
        .filter(delivery -> delivery.getEvent() != null)
        .ifPresent(
            delivery -> {
              if (delivery.getKind() == DeliveryKind.BROADCAST) {
                large.add(Digest.of(delivery.getConversationId()));
              }
              lag.delivered(
                  Snowflake.unixMillis(delivery.getEvent().getEventId()), seen.timestamp());
            });
  }
}
