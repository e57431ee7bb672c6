package io.parley.routing.device;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * A user's membership in a conversation whose events are broadcast.
 *
 * @param since the event from which on the conversation concerns the user
 * @param settled by device_id: up to where the device has acknowledged
 * @param unseen the newest message of which the user was nudged, until a device has acknowledged it
 *     or a session has ended without; or null
 */
public record LargeMembership(long since, Map<String, Long> settled, Nudge unseen) {

  static LargeMembership from(long eventId) {
    return new LargeMembership(eventId, Map.of(), null);
  }

  long settledBy(String device) {
    return settled.getOrDefault(device, 0L);
  }

  /** Whether the message concerns the user, who was not told of it and has not acknowledged it. */
  boolean isNews(Nudge nudge) {
    return nudge.messageId() >= since
        && (unseen == null || unseen.messageId() < nudge.messageId())
        && settled.values().stream().noneMatch(upTo -> upTo >= nudge.messageId());
  }

  LargeMembership with(Nudge nudge) {
    return new LargeMembership(since, settled, nudge);
  }

  LargeMembership settled(String device, long eventId) {
    Map<String, Long> others = new HashMap<>(settled);
    others.put(device, eventId);
    boolean seen = unseen != null && eventId >= unseen.messageId();
    return new LargeMembership(since, others, seen ? null : unseen);
  }

  LargeMembership without(Collection<String> devices) {
    Map<String, Long> others = new HashMap<>(settled);
    others.keySet().removeAll(devices);
    return new LargeMembership(since, others, unseen);
  }
}
