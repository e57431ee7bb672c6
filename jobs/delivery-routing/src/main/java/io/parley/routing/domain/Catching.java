package io.parley.routing.domain;

import io.parley.routing.domain.GatewayTable.Life;
import io.parley.routing.domain.UserInput.LargeChange;
import io.parley.schemas.id.Snowflake;
import java.util.List;

/**
 * Brings the devices of one user up to date in one conversation.
 *
 * <p>A device without a mark has acknowledged everything. A mark is {@link Phase#LIVE} while events
 * go to the device as they happen. It is {@link Phase#SYNCING} while a SYNC is under way, and
 * {@link Phase#WAITING} while the device has no session. The README draws the transitions.
 *
 * <p>When a SYNC is acknowledged to its end, the events that came in the meantime go out as one
 * more SYNC, and the device is live from there. New events follow that SYNC in the same partition,
 * and the gateway hands them on behind it. Without this rule a device in a busy conversation would
 * never catch up, because each SYNC takes longer than the next event.
 */
final class Catching {

  private final Turn turn;
  private final OpenConversation open;

  Catching(Turn turn, OpenConversation open) {
    this.turn = turn;
    this.open = open;
  }

  /**
   * An event of the conversation.
   *
   * @param early receipts that acknowledge it, which are applied next. Their devices were handed
   *     the event before a restart, or by a gateway that read further than the router
   */
  void onEvent(UserInput.Event event, List<UserInput.Acknowledgement> early) {
    if (turn.user.devices.isEmpty()) {
      open.base = open.base == open.newest || event.joins() ? event.previousId() : open.base;
      open.newest = event.eventId();
    } else {
      open.newest = event.eventId();
      open.base = open.newest;
    }
    if (event.joins()) {
      open.marks.forEach(mark -> mark.beginsAfter(event.previousId()));
    }
    boolean reached = false;
    for (Device device : List.copyOf(turn.user.devices)) {
      Life life = turn.lifeOf(device);
      reached |= life == Life.LIVE;
      if (isOrigin(event, device)) {
        continue;
      }
      if (has(event, device, early)) {
        mark(event, device).upTo = event.eventId();
      } else {
        deliver(event, device, life);
      }
    }
    if (!reached) {
      turn.out.count(RoutingCounter.OFFLINE);
    }
  }

  /** The device that gave the command has the event: its command was acknowledged. */
  private boolean isOrigin(UserInput.Event event, Device device) {
    return turn.userId.equals(event.senderId()) && device.id().equals(event.deviceId());
  }

  /** A receipt of before the event's time proves nothing. */
  private static boolean has(
      UserInput.Event event, Device device, List<UserInput.Acknowledgement> early) {
    long at = Snowflake.unixMillis(event.eventId());
    return early.stream()
        .anyMatch(receipt -> receipt.deviceId().equals(device.id()) && receipt.appendedAt() >= at);
  }

  private void deliver(UserInput.Event event, Device device, Life life) {
    boolean isNew = open.mark(device.slot()) == null;
    Mark mark = mark(event, device);
    boolean onlyUnsubscribes = mark.isComplete() && mark.phase == Phase.UNSUBSCRIBING;
    mark.upTo = event.eventId();
    if (life != Life.LIVE) {
      hold(mark, device, life);
    } else if (isNew || mark.phase == Phase.LIVE) {
      send(event, mark, device);
    } else if (mark.phase == Phase.WAITING || onlyUnsubscribes) {
      sync(mark, device);
    }
  }

  private Mark mark(UserInput.Event event, Device device) {
    Mark mark = open.mark(device.slot());
    if (mark == null) {
      mark = new Mark(device.slot(), event.previousId(), event.eventId());
      open.marks.add(mark);
    }
    return mark;
  }

  private void send(UserInput.Event event, Mark mark, Device device) {
    if (mark.inFlight >= turn.policy.inFlight()) {
      sync(mark, device);
      return;
    }
    if (event.fetched()) {
      mark.attempt++;
      turn.out.sync(turn.target(device), open.conversationId, mark.acked, mark.upTo, mark.attempt);
    } else {
      turn.out.direct(turn.target(device), event);
    }
    long due = mark.inFlight > 0 ? mark.dueAt : timeout();
    mark.live(mark.inFlight + 1, due);
  }

  /**
   * The device has no live session. A gateway that is silent is looked at again, because it may
   * come back.
   */
  private void hold(Mark mark, Device device, Life life) {
    if (life == Life.SILENT) {
      if (!mark.isPutOff()) {
        mark.syncsAt(turn.lookAgainAt());
      }
      return;
    }
    mark.waits();
    if (device.connected()) {
      turn.out.count(RoutingCounter.LAPSED_SESSION);
      turn.user.put(device.ended(turn.time.now()));
    }
  }

  void onReceipt(UserInput.Acknowledgement receipt) {
    Device device = turn.user.device(receipt.deviceId());
    Mark mark = device == null ? null : open.mark(device.slot());
    long upTo = Math.min(receipt.upTo(), open.newest);
    if (mark == null || upTo <= mark.acked) {
      turn.out.count(RoutingCounter.REPEATED_RECEIPT);
      return;
    }
    mark.acked = upTo;
    turn.out.row(
        new DeviceCursor(
            turn.userId, device.id(), open.conversationId, upTo, receipt.appendedAt()));
    if (!mark.isComplete()) {
      goOn(mark, device);
    }
  }

  /** The device has acknowledged more than before, but not everything. */
  private void goOn(Mark mark, Device device) {
    if (mark.phase == Phase.LIVE) {
      mark.attempt = 0;
      mark.live(1, timeout());
    } else if (turn.lifeOf(device) != Life.LIVE) {
      hold(mark, device, turn.lifeOf(device));
    } else if (mark.phase == Phase.WAITING) {
      sync(mark, device);
    } else if (mark.syncUpTo != 0) {
      boolean ended = mark.acked >= mark.syncUpTo;
      mark.attempt = 0;
      mark.dueAt = timeout();
      if (ended) {
        sync(mark, device);
        mark.live(1, mark.dueAt);
      }
    }
  }

  /** A session begins. Everything that was under way to the previous session goes out again. */
  void onSession(Device device, boolean isNewDevice, Pace pace) {
    Mark mark = open.mark(device.slot());
    long owedAfter = open.owedAfter();
    open.base = open.newest;
    if (isNewDevice && owedAfter < open.newest) {
      mark = new Mark(device.slot(), owedAfter, open.newest);
      open.marks.add(mark);
    }
    if (mark == null) {
      return;
    }
    if (mark.isComplete()) {
      mark.waits(); // the subscription has ended with its session
    } else {
      start(mark, device, pace);
    }
  }

  private void start(Mark mark, Device device, Pace pace) {
    mark.syncsAt(pace.reserve(1, turn.time.now()));
    syncIfDue(mark, device);
  }

  private void syncIfDue(Mark mark, Device device) {
    if (mark.dueAt <= turn.time.now()) {
      sync(mark, device);
    }
  }

  /**
   * The conversation is not large any more, or the user has left it. Each device goes on from the
   * event that it acknowledged last.
   */
  void onLargeEnds(UserInput.Large change, LargeMembership membership, Pace pace) {
    open.newest = change.eventId();
    open.base = turn.user.devices.isEmpty() ? membership.base() : change.eventId();
    for (Device device : List.copyOf(turn.user.devices)) {
      Mark mark = new Mark(device.slot(), membership.owedAfter(device), change.eventId());
      open.marks.removeIf(other -> other.slot == device.slot());
      open.marks.add(mark);
      boolean mayWait = change.change() != LargeChange.LEFT && !mark.isComplete();
      unsubscribe(mark, device, mayWait, pace);
    }
  }

  /**
   * A SYNC with an end ends the subscription of the session. Who has left must not be handed more,
   * and who has everything has nothing to read, so neither waits for a turn.
   */
  private void unsubscribe(Mark mark, Device device, boolean mayWait, Pace pace) {
    Life life = turn.lifeOf(device);
    if (life == Life.ENDED) {
      hold(mark, device, life);
    } else if (life == Life.SILENT) {
      mark.unsubscribesAt(turn.lookAgainAt());
    } else {
      mark.unsubscribesAt(mayWait ? pace.reserve(1, turn.time.now()) : turn.time.now());
      syncIfDue(mark, device);
    }
  }

  /** The session of a device has ended. */
  void onSessionEnd(Device device) {
    Mark mark = open.mark(device.slot());
    if (mark != null) {
      mark.waits();
    }
  }

  void onTime() {
    for (Mark mark : List.copyOf(open.marks)) {
      Device device = turn.user.device(mark.slot);
      if (device != null && mark.dueAt != 0 && turn.time.hasPassed(mark.dueAt)) {
        retry(mark, device);
      }
    }
  }

  private void retry(Mark mark, Device device) {
    boolean wasSent = mark.phase == Phase.LIVE || mark.syncUpTo != 0;
    Life life = turn.lifeOf(device);
    if (life != Life.LIVE) {
      hold(mark, device, life);
      if (mark.isPutOff()) {
        mark.dueAt = turn.lookAgainAt();
      }
      new Pushes(turn, open).holdIfOffline();
    } else if (wasSent && mark.dueAt < turn.time.steadySince() + turn.policy.ackTimeout()) {
      mark.dueAt =
          turn.time.steadySince()
              + turn.policy.ackTimeout()
              + turn.policy.delay(1, turn.seed(device, open.conversationId)) / 2;
    } else {
      if (wasSent) {
        turn.out.count(RoutingCounter.REDELIVERY);
      }
      sync(mark, device);
    }
  }

  private void sync(Mark mark, Device device) {
    mark.phase = Phase.SYNCING;
    mark.attempt++;
    mark.syncUpTo = mark.upTo;
    mark.inFlight = 0;
    mark.dueAt =
        turn.time.now() + turn.policy.delay(mark.attempt, turn.seed(device, open.conversationId));
    turn.out.sync(turn.target(device), open.conversationId, mark.acked, mark.upTo, mark.attempt);
  }

  private long timeout() {
    return turn.time.now() + turn.policy.ackTimeout();
  }
}
