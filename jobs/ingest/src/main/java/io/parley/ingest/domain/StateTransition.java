package io.parley.ingest.domain;

import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.event.MessageDeleted;
import io.parley.schemas.event.MessageSent;
import java.util.Objects;

/** How an accepted command changes the state of its conversation. */
public final class StateTransition {

  private StateTransition() {}

  /** Brings the state to what it is after the event. Called once for each accepted command. */
  public static void apply(ConversationState state, Decision.Accepted accepted) {
    ConversationEvent event = accepted.event();
    Object payload = event.getPayload();
    if (payload instanceof MessageSent sent) {
      long replyTo = Objects.requireNonNullElse(sent.getReplyTo(), MessageFacts.NO_REPLY);
      state.setMessage(
          event.getMessageId(),
          new MessageFacts(event.getSenderId(), sent.getType(), replyTo, false));
    } else if (payload instanceof MessageDeleted) {
      state
          .message(event.getMessageId())
          .ifPresent(facts -> state.setMessage(event.getMessageId(), facts.asDeleted()));
    } else if (payload instanceof MembersChanged changed) {
      changed.getChanges().forEach(change -> apply(state, change));
    }
    String commandKey = NumberedCommand.key(event.getSenderId(), event.getClientMessageId());
    state.setFirstTime(commandKey, accepted.first());
    state.setLedgered(event.getSequence(), new LedgerEntry(event.getEventId(), commandKey));
    state.setHead(accepted.head());
  }

  private static void apply(ConversationState state, MemberChange change) {
    switch (change.getAction()) {
      case JOIN, SET_ROLE -> state.setMember(change.getUserId(), change.getRole());
      case LEAVE -> state.removeMember(change.getUserId());
      case UNKNOWN ->
          throw new IllegalStateException("An accepted event never has a change of UNKNOWN action");
    }
  }
}
