package io.parley.simulation;

import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who is owed which event: the members at the event, with those who join or leave by it. It is
 * worked out from the events alone.
 *
 * <p>With a JOIN a user begins anew: what a device has not acknowledged from an earlier membership
 * is in the history and is not delivered any more. A SYNC is one range, and a range across the time
 * between would hand out what was said while the user was not a member.
 */
final class Owed {

  private record Event(Set<String> users, String sender, String device) {}

  private final Map<String, TreeMap<Long, Event>> conversations = new HashMap<>();
  private final Map<String, Set<String>> members = new HashMap<>();
  private final Map<String, Long> joined = new HashMap<>();

  /** Takes an event. A repetition changes nothing. */
  void add(ConversationEvent event) {
    String conversation = event.getConversationId();
    TreeMap<Long, Event> events = conversations.computeIfAbsent(conversation, c -> new TreeMap<>());
    if (events.containsKey(event.getEventId())) {
      return;
    }
    Set<String> present = members.computeIfAbsent(conversation, any -> new TreeSet<>());
    List<MemberChange> changes =
        event.getPayload() instanceof MembersChanged changed ? changed.getChanges() : List.of();
    for (MemberChange change : changes) {
      if (change.getAction() == MemberAction.JOIN) {
        joined.put(conversation + "/" + change.getUserId(), event.getEventId());
        present.add(change.getUserId());
      }
    }
    events.put(
        event.getEventId(),
        new Event(Set.copyOf(present), event.getSenderId(), event.getDeviceId()));
    for (MemberChange change : changes) {
      if (change.getAction() == MemberAction.LEAVE) {
        present.remove(change.getUserId());
      }
    }
  }

  Set<String> conversations() {
    return new TreeSet<>(conversations.keySet());
  }

  /**
   * The first event between two positions, both exclusive, that a device must have. 0 if there is
   * no such event. A device needs no delivery of what it has sent itself.
   */
  long firstOwed(String conversation, String user, String device, long after, long before) {
    TreeMap<Long, Event> events = conversations.getOrDefault(conversation, new TreeMap<>());
    long from = Math.max(after, joined.getOrDefault(conversation + "/" + user, 0L) - 1);
    if (from >= before) {
      return 0;
    }
    for (Map.Entry<Long, Event> entry : events.subMap(from, false, before, false).entrySet()) {
      Event event = entry.getValue();
      boolean own = event.sender.equals(user) && event.device.equals(device);
      if (event.users.contains(user) && !own) {
        return entry.getKey();
      }
    }
    return 0;
  }
}
