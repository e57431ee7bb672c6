package io.parley.routing.device;

import io.parley.routing.Deliveries;
import io.parley.routing.memory.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The user's conversations that are too large to keep anything for each member. Their events reach
 * the gateways as broadcasts and nobody waits for a receipt. What a device missed while it was away
 * it fetches: at each start of a session it gets one SYNC for each such conversation.
 */
final class LargeConversations {

  private final Table<String, LargeMembership> memberships;
  private final UserOutput out;

  LargeConversations(Table<String, LargeMembership> memberships, UserOutput out) {
    this.memberships = memberships;
    this.out = out;
  }

  void onNotice(LargeConversationNotice notice) {
    if (notice.entered()) {
      memberships.put(
          notice.conversationId(), new LargeMembership(notice.eventId(), new HashMap<>()));
    } else {
      memberships.remove(notice.conversationId());
    }
  }

  boolean contains(String conversation) {
    return memberships.get(conversation) != null;
  }

  boolean covers(String conversation, String device, long eventId) {
    LargeMembership membership = memberships.get(conversation);
    return membership != null && membership.settled().getOrDefault(device, 0L) >= eventId;
  }

  /** Notes how far a device has acknowledged a large conversation; false if that is no news. */
  boolean advance(String conversation, String device, long eventId) {
    if (covers(conversation, device, eventId)) {
      return false;
    }
    LargeMembership membership = memberships.get(conversation);
    Map<String, Long> settled = new HashMap<>(membership.settled());
    settled.put(device, eventId);
    memberships.put(conversation, new LargeMembership(membership.since(), settled));
    return true;
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
      Map<String, Long> settled = new HashMap<>(entry.getValue().settled());
      if (settled.keySet().removeAll(devices)) {
        memberships.put(entry.getKey(), new LargeMembership(entry.getValue().since(), settled));
      }
    }
  }
}
