package io.parley.gateway.client;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sessions that get the BROADCASTs of each large conversation. A SYNC without an end subscribes
 * a session. A SYNC with an end, the end of the session, or a new epoch of it ends the
 * subscription. For one thread.
 */
final class Subscriptions {

  private final Map<String, Set<DeviceSession>> byConversation = new HashMap<>();
  private final Map<DeviceSession, Set<String>> bySession = new HashMap<>();

  void add(String conversation, DeviceSession session) {
    byConversation.computeIfAbsent(conversation, any -> new LinkedHashSet<>()).add(session);
    bySession.computeIfAbsent(session, any -> new LinkedHashSet<>()).add(conversation);
  }

  void remove(String conversation, DeviceSession session) {
    Set<String> conversations = bySession.get(session);
    if (conversations != null && conversations.remove(conversation)) {
      if (conversations.isEmpty()) {
        bySession.remove(session);
      }
      forget(conversation, session);
    }
  }

  /** The session has ended, or gets a new epoch. */
  void removeAll(DeviceSession session) {
    Set<String> conversations = bySession.remove(session);
    if (conversations != null) {
      conversations.forEach(conversation -> forget(conversation, session));
    }
  }

  private void forget(String conversation, DeviceSession session) {
    Set<DeviceSession> sessions = byConversation.get(conversation);
    sessions.remove(session);
    if (sessions.isEmpty()) {
      byConversation.remove(conversation);
    }
  }

  /** The subscribed sessions, as a copy. */
  List<DeviceSession> of(String conversation) {
    return List.copyOf(byConversation.getOrDefault(conversation, Set.of()));
  }
}
