package io.parley.routing.domain;

import io.parley.routing.domain.GatewayTable.Life;
import io.parley.schemas.session.SessionState;
import java.util.Comparator;
import java.util.Optional;

/**
 * The devices of one user and their sessions. Gateways write independently of each other, so
 * session events of one device come in any order. The epoch decides: a session with a lower epoch
 * never replaces one with a higher epoch.
 */
final class Sessions {

  private final Turn turn;
  private final Pace pace;

  Sessions(Turn turn, Pace pace) {
    this.turn = turn;
    this.pace = pace;
  }

  void onChange(UserInput.Session change) {
    Device known = turn.user.device(change.deviceId());
    if (known != null && isStale(change, known)) {
      turn.out.count(RoutingCounter.STALE_SESSION);
      return;
    }
    if (change.state() == SessionState.CONNECTED) {
      begin(change, known);
    } else if (change.state() == SessionState.DISCONNECTED && known != null) {
      end(device(change, known.slot(), false));
    } else if (change.state() == SessionState.LOGGED_OUT && known != null) {
      end(known.ended(turn.time.now()));
      turn.user.devices.removeIf(device -> device.slot() == known.slot());
      turn.open.forEach(turn.time.now(), open -> {});
    }
  }

  private static boolean isStale(UserInput.Session change, Device known) {
    if (change.epoch() != known.epoch()) {
      return change.epoch() < known.epoch();
    }
    return switch (change.state()) {
      case CONNECTED -> true;
      case DISCONNECTED -> !known.connected() || !change.gatewayId().equals(known.gatewayId());
      default -> false;
    };
  }

  private void begin(UserInput.Session change, Device known) {
    if (known == null && !hasRoom()) {
      turn.out.count(RoutingCounter.REFUSED_DEVICE);
      return;
    }
    int slot = known == null ? turn.newSlot() : known.slot();
    Device device = device(change, slot, true);
    turn.user.put(device);
    turn.open.forEach(
        turn.time.now(),
        open -> {
          new Catching(turn, open).onSession(device, known == null, pace);
          if (!turn.isOffline()) {
            new Pushes(turn, open).onOnline();
          } else if (turn.lifeOf(device) == Life.ENDED) {
            new Pushes(turn, open).onSessionThatIsOver();
          }
        });
    new LargeMemberships(turn, pace).onSession(device);
  }

  /**
   * Makes room for one more device by forgetting the device that has been disconnected for the
   * longest time. A live device is never forgotten.
   */
  private boolean hasRoom() {
    if (turn.user.devices.size() < turn.policy.maxDevices()) {
      return true;
    }
    Optional<Device> longestGone =
        turn.user.devices.stream()
            .filter(device -> turn.lifeOf(device) != Life.LIVE)
            .min(Comparator.comparingLong(Device::since));
    longestGone.ifPresent(turn.user.devices::remove);
    return longestGone.isPresent();
  }

  private void end(Device ended) {
    turn.user.put(ended);
    turn.open.forEach(
        turn.time.now(),
        open -> {
          new Catching(turn, open).onSessionEnd(ended);
          new Pushes(turn, open).holdIfOffline();
        });
  }

  private Device device(UserInput.Session change, int slot, boolean connected) {
    return new Device(
        slot,
        change.deviceId(),
        change.gatewayId(),
        change.incarnation(),
        change.epoch(),
        connected,
        turn.time.now(),
        0);
  }
}
