package io.parley.routing.domain;

import io.parley.routing.domain.GatewayTable.Life;
import io.parley.routing.domain.UserInput.LargeChange;
import io.parley.schemas.id.Snowflake;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The large conversations of one user. Their events are broadcast to gateways, so an event changes
 * nothing here. A session that begins gets one SYNC for each large conversation. The SYNC brings
 * the missed events, and asks the gateway for the broadcasts from then on.
 */
final class LargeMemberships {

  private final Turn turn;
  private final Pace pace;

  LargeMemberships(Turn turn, Pace pace) {
    this.turn = turn;
    this.pace = pace;
  }

  void onChange(UserInput.Large change) {
    turn.large(); // counted before the table changes
    byte[] packed = turn.memory.large().get(change.conversationId());
    boolean begins =
        change.change() == LargeChange.ENTERED || change.change() == LargeChange.JOINED;
    if (begins && packed == null) {
      begin(change);
    } else if (!begins && packed != null) {
      end(change, LargeMembership.of(packed));
    }
  }

  private void begin(UserInput.Large change) {
    OpenConversation open = turn.open.get(change.conversationId());
    LargeMembership membership =
        membership(change, change.change() == LargeChange.JOINED ? null : open);
    if (open != null) {
      open.marks.clear();
      open.base = open.newest;
      turn.open.keep(open, turn.time.now());
    }
    turn.memory.large().put(change.conversationId(), membership.packed());
    turn.user.large++;
    List<UserInput.Acknowledgement> early =
        new EarlyReceipts(turn).takeAll(change.conversationId());
    early.forEach(this::onReceipt);
    if (!early.isEmpty()) {
      membership = LargeMembership.of(turn.memory.large().get(change.conversationId()));
    }
    for (Device device : List.copyOf(turn.user.devices)) {
      if (device.largeSyncAt() == 0) {
        syncOrLookAgain(device, change.conversationId(), membership);
      } // else it gets all its SYNCs then
    }
  }

  /**
   * Devices that are up to date begin at the event before, and the others at the event that they
   * acknowledged last. A user without a device is owed what came since there was none.
   *
   * @param open null if nothing is owed from before
   */
  private LargeMembership membership(UserInput.Large change, OpenConversation open) {
    Map<Integer, Long> acked = new HashMap<>();
    for (Device device : turn.user.devices) {
      Mark mark = open == null ? null : open.mark(device.slot());
      long upTo = mark == null ? change.previousId() : mark.acked;
      acked.put(device.slot(), Math.max(LargeMembership.FROM_THE_FIRST, upTo));
    }
    boolean awaitsFirstDevice = open != null && turn.user.devices.isEmpty();
    return new LargeMembership(awaitsFirstDevice ? open.base : change.previousId(), acked);
  }

  /** Does not keep to the pace: a gateway reads once for all who start at the same event. */
  private void syncOrLookAgain(Device device, String conversation, LargeMembership membership) {
    Life life = turn.lifeOf(device);
    if (life == Life.LIVE) {
      sync(device, conversation, membership);
    } else if (life == Life.SILENT) {
      turn.user.put(device.syncingLargeAt(turn.lookAgainAt()));
    }
  }

  private void sync(Device device, String conversation, LargeMembership membership) {
    turn.out.sync(turn.target(device), conversation, membership.ackedBy(device), null, 1);
  }

  /** Removes a large conversation, because it has become small or the user has left it. */
  private void end(UserInput.Large change, LargeMembership membership) {
    turn.memory.large().remove(change.conversationId());
    turn.user.large--;
    OpenConversation open = turn.open.get(change.conversationId());
    if (open == null) {
      open = new OpenConversation(change.conversationId(), membership.base(), change.eventId());
    }
    new Catching(turn, open).onLargeEnds(change, membership, pace);
    if (change.change() == LargeChange.LEFT) {
      new Pushes(turn, open).onLeave();
    } else {
      keepWhatReachesFurther(change, membership);
    }
    turn.open.keep(open, turn.time.now());
  }

  /** A gateway reads further than the router has routed, and devices acknowledge what it read. */
  private void keepWhatReachesFurther(UserInput.Large change, LargeMembership membership) {
    EarlyReceipts early = new EarlyReceipts(turn);
    for (Device device : turn.user.devices) {
      long upTo = membership.ackedBy(device);
      if (upTo > change.eventId()) {
        long at = Math.max(turn.time.now(), Snowflake.unixMillis(upTo));
        early.keep(
            new UserInput.Acknowledgement(change.conversationId(), device.id(), upTo, false, at));
      }
    }
  }

  void onSession(Device device) {
    if (turn.large() == 0) {
      return;
    }
    long at = pace.reserve(turn.large(), turn.time.now());
    if (at <= turn.time.now()) {
      syncAll(device);
    } else {
      turn.user.put(device.syncingLargeAt(at));
    }
  }

  void onTime() {
    for (Device device : turn.user.devices.toArray(Device[]::new)) {
      if (device.largeSyncAt() != 0 && turn.time.hasPassed(device.largeSyncAt())) {
        Life life = turn.lifeOf(device);
        turn.user.put(device.syncingLargeAt(life == Life.SILENT ? turn.lookAgainAt() : 0));
        if (life == Life.LIVE) {
          syncAll(device);
        }
      }
    }
  }

  private void syncAll(Device device) {
    for (Map.Entry<String, byte[]> entry : turn.memory.large().entries()) {
      sync(device, entry.getKey(), LargeMembership.of(entry.getValue()));
    }
  }

  /** Moves the mark from which the next session's SYNC starts. */
  void onReceipt(UserInput.Acknowledgement receipt) {
    byte[] packed = turn.memory.large().get(receipt.conversationId());
    Device device = turn.user.device(receipt.deviceId());
    if (packed == null || device == null) {
      return;
    }
    // The newest event of a large conversation is not known here.
    if (turn.isAhead(receipt)) {
      turn.out.count(RoutingCounter.REFUSED_RECEIPT);
      return;
    }
    LargeMembership membership = LargeMembership.of(packed);
    if (receipt.upTo() <= membership.ackedBy(device)) {
      turn.out.count(RoutingCounter.REPEATED_RECEIPT);
      return;
    }
    LargeMembership moved = membership.moved(device, receipt.upTo(), turn.user);
    turn.memory.large().put(receipt.conversationId(), moved.packed());
    turn.out.row(
        new DeviceCursor(
            turn.userId,
            device.id(),
            receipt.conversationId(),
            receipt.upTo(),
            receipt.appendedAt()));
  }

  /**
   * Whether the message of the news needs no notification, because it is older than the membership
   * or a device has acknowledged it. With {@link PushPolicy#DEVICE} each device without a session
   * must have acknowledged it.
   */
  boolean needsNoPush(UserInput.Nudge news) {
    byte[] packed = turn.large() == 0 ? null : turn.memory.large().get(news.conversationId());
    if (packed == null) {
      return false;
    }
    LargeMembership membership = LargeMembership.of(packed);
    if (news.messageId() <= membership.base()) {
      return true;
    }
    if (turn.policy.pushes() == PushPolicy.USER) {
      return membership.acked().values().stream().anyMatch(upTo -> upTo >= news.messageId());
    }
    List<Device> absent =
        turn.user.devices.stream().filter(device -> turn.lifeOf(device) != Life.LIVE).toList();
    return !absent.isEmpty()
        && absent.stream().allMatch(device -> membership.ackedBy(device) >= news.messageId());
  }
}
