package io.parley.simulator;

import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.command.ChangeMembers;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The members and events of conversations, by the acks of the fleet's commands. For one thread. */
final class Conversations {

  /** The events and members of one conversation. */
  static final class ConversationState {
    private long events;
    private final Map<String, Long> decidedBy = new HashMap<>();
    private final Set<String> members = new TreeSet<>();

    /** The number of events so far, which is the sequence of the last one. */
    long events() {
      return events;
    }

    Set<String> members() {
      return members;
    }

    private void apply(MemberChange change, long eventId) {
      // Acks of different gateways come in any order, so the newest event decides.
      if (eventId > decidedBy.getOrDefault(change.getUserId(), 0L)) {
        decidedBy.put(change.getUserId(), eventId);
        if (change.getAction() == MemberAction.JOIN) {
          members.add(change.getUserId());
        } else if (change.getAction() == MemberAction.LEAVE) {
          members.remove(change.getUserId());
        }
      }
    }
  }

  private final Map<String, ConversationState> states = new HashMap<>();

  /** Takes the first SENT ack of a command. */
  void stored(PendingCommand command, CommandAck ack) {
    ConversationState state =
        states.computeIfAbsent(command.conversation(), any -> new ConversationState());
    state.events++;
    if (command.payload() instanceof ChangeMembers changes) {
      changes.getChanges().forEach(change -> state.apply(change, ack.getEventId()));
    }
  }

  Map<String, ConversationState> all() {
    return states;
  }
}
