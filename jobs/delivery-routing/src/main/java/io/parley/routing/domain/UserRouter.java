package io.parley.routing.domain;

import io.parley.routing.domain.GatewayTable.Life;
import java.util.List;

/**
 * Decides what goes to the devices of one user. The decision depends on the user's state, the input
 * and its time only. {@link Catching} decides what a device gets in a conversation, {@link
 * Sessions} keeps the devices, {@link Pushes} decides about notifications, and {@link
 * LargeMemberships} keeps the large conversations.
 */
public final class UserRouter {

  /** The policy, the gateways and the pace, which all users of a task share. */
  public record Environment(
      RoutingPolicy policy, GatewayTable gateways, Pace pace, UserOutput out) {}

  private final UserMemory memory;
  private final Environment environment;

  public UserRouter(UserMemory memory, Environment environment) {
    this.memory = memory;
    this.environment = environment;
  }

  /** Decides one input of a user. */
  public void onInput(String userId, UserInput input, InputTime time) {
    Turn turn = new Turn(userId, time, memory, environment);
    if (input instanceof UserInput.Event event) {
      onEvent(event, turn);
    } else if (input instanceof UserInput.Acknowledgement receipt) {
      onReceipt(receipt, turn);
    } else if (input instanceof UserInput.Session session) {
      new Sessions(turn, environment.pace()).onChange(session);
    } else if (input instanceof UserInput.Large large) {
      new LargeMemberships(turn, environment.pace()).onChange(large);
    } else if (input instanceof UserInput.Nudge nudge) {
      onNudge(nudge, turn);
    } else if (input instanceof UserInput.Status status) {
      gateways(turn).forEach(gateway -> turn.out.status(gateway, userId, status));
    } else if (input instanceof UserInput.Cursor cursor) {
      gateways(turn).forEach(gateway -> turn.out.cursor(gateway, userId, cursor));
    }
    turn.end();
  }

  /**
   * The inputs have been read up to a time for which {@link UserOutput#wakeAt} asked.
   *
   * @param askedFor that time
   */
  public void onTime(String userId, long askedFor, InputTime time) {
    Turn turn = new Turn(userId, time, memory, environment);
    if (turn.user.wakeAt != askedFor) {
      return;
    }
    turn.user.wakeAt = 0;
    turn.open.forEachDue(
        time,
        open -> {
          new Catching(turn, open).onTime();
          new Pushes(turn, open).onTime();
        });
    new LargeMemberships(turn, environment.pace()).onTime();
    turn.end();
  }

  private static void onEvent(UserInput.Event event, Turn turn) {
    OpenConversation open = turn.open.get(event.conversationId());
    if (open == null) {
      open = new OpenConversation(event.conversationId(), event.previousId(), event.previousId());
    } else if (event.eventId() <= open.newest) {
      return;
    }
    List<UserInput.Acknowledgement> receipts = new EarlyReceipts(turn).take(event);
    new Catching(turn, open).onEvent(event, receipts);
    new Pushes(turn, open).onEvent(event);
    for (UserInput.Acknowledgement early : receipts) {
      new Catching(turn, open).onReceipt(early);
      new Pushes(turn, open).onReceipt(early);
    }
    turn.open.keep(open, turn.time.now());
  }

  /**
   * Applies a receipt. It changes something only in an open conversation, so no list of members is
   * needed.
   */
  private void onReceipt(UserInput.Acknowledgement receipt, Turn turn) {
    OpenConversation open = turn.open.get(receipt.conversationId());
    new EarlyReceipts(turn).keep(receipt, open);
    if (open == null && turn.large() == 0) {
      turn.out.count(RoutingCounter.REPEATED_RECEIPT);
      return;
    }
    if (open != null) {
      new Catching(turn, open).onReceipt(receipt);
      new Pushes(turn, open).onReceipt(receipt);
      turn.open.keep(open, turn.time.now());
    }
    if (turn.large() > 0 && (open == null || open.marks.isEmpty())) {
      new LargeMemberships(turn, environment.pace()).onReceipt(receipt);
    }
  }

  private void onNudge(UserInput.Nudge nudge, Turn turn) {
    OpenConversation open = turn.open.get(nudge.conversationId());
    if (open == null && !turn.isOffline()) {
      return;
    }
    boolean isNews =
        nudge.messageId() != 0
            && !new LargeMemberships(turn, environment.pace()).needsNoPush(nudge);
    if (open == null && !isNews) {
      return;
    }
    if (open == null) {
      open = new OpenConversation(nudge.conversationId(), nudge.messageId(), nudge.messageId());
    }
    new Pushes(turn, open).onNudge(isNews ? nudge : nudge.deletionsOnly());
    turn.open.keep(open, turn.time.now());
  }

  private static List<String> gateways(Turn turn) {
    return turn.user.devices.stream()
        .filter(device -> turn.lifeOf(device) == Life.LIVE)
        .map(Device::gatewayId)
        .distinct()
        .toList();
  }
}
