package io.parley.routing.device;

import io.parley.common.memory.Table;
import io.parley.routing.Deliveries;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The user's conversations that are too large to keep anything for each member. Their events reach
 * the gateways as broadcasts and nobody waits for a receipt. What a device missed while it was away
 * it fetches: at each start of a session it gets one SYNC for each such conversation.
 *
 * <p>A nudge tells that there is a message. It is kept until a device has acknowledged the message:
 * the connection that it finds may be dead already, and then the push request is due when that
 * shows. That is one write for each member and round, not for each message.
 */
final class LargeConversations {

  private final Table<String, LargeMembership> memberships;
  private final UserOutput out;

  LargeConversations(Table<String, LargeMembership> memberships, UserOutput out) {
    this.memberships = memberships;
    this.out = out;
  }

  void enter(LargeConversationNotice notice) {
    memberships.put(notice.conversationId(), LargeMembership.from(notice.eventId()));
  }

  /** Ends a membership, and says what it was; null if there was none. */
  LargeMembership leave(String conversation) {
    LargeMembership membership = memberships.get(conversation);
    memberships.remove(conversation);
    return membership;
  }

  boolean contains(String conversation) {
    return memberships.get(conversation) != null;
  }

  boolean covers(String conversation, String device, long eventId) {
    LargeMembership membership = memberships.get(conversation);
    return membership != null && membership.settledBy(device) >= eventId;
  }

  /** Notes how far a device has acknowledged a large conversation; false if that is no news. */
  boolean advance(String conversation, String device, long eventId) {
    if (covers(conversation, device, eventId)) {
      return false;
    }
    memberships.put(conversation, memberships.get(conversation).settled(device, eventId));
    return true;
  }

  /** Takes a nudge; true if the user is to be woken because of it. Who sends has read. */
  boolean takeNudge(Recipient to, Nudge nudge) {
    LargeMembership membership = memberships.get(nudge.conversationId());
    if (membership == null || !membership.isNews(nudge)) {
      return false;
    }
    boolean isOwn = nudge.senderId().equals(to.userId());
    memberships.put(nudge.conversationId(), membership.with(isOwn ? null : nudge));
    return !isOwn && !to.table().anyLive();
  }

  /** Hands over the messages that the user was nudged of and has not seen, each once. */
  void drainUnseen(Consumer<Nudge> action) {
    for (Map.Entry<String, LargeMembership> entry : memberships.entries()) {
      Nudge unseen = entry.getValue().unseen();
      if (unseen != null) {
        memberships.put(entry.getKey(), entry.getValue().with(null));
        action.accept(unseen);
      }
    }
  }

  /** Sends a device one SYNC for each large conversation. */
  void startSession(Recipient to, String device) {
    DeviceSession session = to.table().live(device);
    for (Map.Entry<String, LargeMembership> entry : memberships.entries()) {
      LargeMembership membership = entry.getValue();
      long after = membership.settled().getOrDefault(device, membership.since() - 1);
      out.deliver(
          Deliveries.sync(
              session.gatewayId(), to.userId(), device, session.epoch(), entry.getKey(), after),
          null);
    }
  }

  void forget(List<String> devices) {
    if (devices.isEmpty()) {
      return;
    }
    for (Map.Entry<String, LargeMembership> entry : memberships.entries()) {
      if (devices.stream().anyMatch(entry.getValue().settled()::containsKey)) {
        memberships.put(entry.getKey(), entry.getValue().without(devices));
      }
    }
  }
}
