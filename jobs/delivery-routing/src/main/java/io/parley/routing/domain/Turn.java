package io.parley.routing.domain;

import io.parley.routing.domain.GatewayTable.Life;
import io.parley.schemas.id.Snowflake;
import java.util.Arrays;
import java.util.Map;

/**
 * The decision about one input of one user: the user's state, the time, and the output. The record
 * is read once when the turn begins. It is written once when the turn ends, if it has changed.
 */
final class Turn {

  final String userId;
  final InputTime time;
  final UserMemory memory;
  final UserRecord user;
  final OpenConversations open;
  final RoutingPolicy policy;
  final UserOutput out;

  private final GatewayTable gateways;
  private final byte[] before;

  Turn(String userId, InputTime time, UserMemory memory, UserRouter.Environment environment) {
    this.userId = userId;
    this.time = time;
    this.memory = memory;
    this.policy = environment.policy();
    this.gateways = environment.gateways();
    this.out = environment.out();
    this.before = memory.user().get();
    this.user = before == null ? new UserRecord() : UserCodec.user(before);
    this.open = new OpenConversations(memory, user);
    if (before == null) {
      user.large = UserRecord.UNKNOWN;
    }
    forgetOld();
  }

  /**
   * How many large conversations the user has. The record counts them, but it expires if nothing
   * happens to the user for long, and memberships do not. So without a record they are counted, and
   * no device gets a slot that stands in one of them for another device.
   */
  int large() {
    if (user.large == UserRecord.UNKNOWN) {
      user.large = 0;
      for (Map.Entry<String, byte[]> entry : memory.large().entries()) {
        user.large++;
        for (int slot : LargeMembership.of(entry.getValue()).acked().keySet()) {
          user.nextSlot = Math.max(user.nextSlot, slot + 1);
        }
      }
    }
    return user.large;
  }

  private void forgetOld() {
    long oldest = time.now() - policy.retention();
    user.devices.removeIf(device -> !device.connected() && device.since() < oldest);
    user.early.removeIf(receipt -> receipt.appendedAt() < oldest);
    open.forgetUntouchedSince(oldest);
  }

  /** A slot for a new device of the user. */
  int newSlot() {
    large();
    return user.nextSlot++;
  }

  Life lifeOf(Device device) {
    return gateways.lifeOf(device, time);
  }

  /** When to look again at a session whose gateway is silent, because it may come back. */
  long lookAgainAt() {
    return time.now() + policy.maxDelay();
  }

  boolean anyLive() {
    return user.devices.stream().anyMatch(device -> lifeOf(device) == Life.LIVE);
  }

  /** Whether the user counts as offline for notifications. */
  boolean isOffline() {
    return policy.pushes() == PushPolicy.DEVICE ? !allLive() : !anyLive();
  }

  private boolean allLive() {
    return !user.devices.isEmpty()
        && user.devices.stream().allMatch(device -> lifeOf(device) == Life.LIVE);
  }

  /**
   * Whether a receipt acknowledges events that it cannot know yet. The time in the event id is
   * compared with the receipt's time.
   */
  boolean isAhead(UserInput.Acknowledgement receipt) {
    return Snowflake.unixMillis(receipt.upTo()) > receipt.appendedAt() + policy.receiptTolerance();
  }

  UserOutput.Target target(Device device) {
    return new UserOutput.Target(device.gatewayId(), userId, device.id(), device.epoch());
  }

  /** A hash that is the same for the same user, device and conversation. */
  int seed(Device device, String conversation) {
    return (userId.hashCode() * 31 + device.id().hashCode()) * 31 + conversation.hashCode();
  }

  /** Ends the turn. Sets the timer if one is needed, and stores the changed state. */
  void end() {
    wake();
    if (user.isEmpty()) {
      if (before != null) {
        memory.user().set(null);
      }
      return;
    }
    large();
    byte[] after = UserCodec.pack(user);
    if (!Arrays.equals(before, after)) {
      memory.user().set(after);
    }
  }

  /**
   * Sets the one timer of the user, on a whole second. A timer is never deleted: one that fires
   * before the deadline sets the next.
   */
  private void wake() {
    long next = open.nextDue();
    for (Device device : user.devices) {
      if (device.largeSyncAt() != 0) {
        next = Math.min(next, device.largeSyncAt());
      }
    }
    if (next == Long.MAX_VALUE) {
      return;
    }
    long at = (next + 999) / 1_000 * 1_000;
    if (user.wakeAt == 0 || at < user.wakeAt) {
      user.wakeAt = at;
      out.wakeAt(at);
    }
  }
}
