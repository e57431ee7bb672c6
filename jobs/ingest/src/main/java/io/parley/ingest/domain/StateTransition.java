package io.parley.ingest.domain;

import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.event.MessageDeleted;

/**
 * Applies a decided command to the state of its conversation. A repetition changes nothing. A new
 * command costs three writes: answer, log entry and head.
 */
public final class StateTransition {

  private StateTransition() {}

  /** Applies the decision. Called once for each command. */
  public static void apply(ConversationState state, NumberedCommand numbered, Decision decision) {
    if (decision instanceof Decision.Accepted accepted) {
      change(state, accepted.event());
    }
    decision.remembered().ifPresent(memory -> remember(state, numbered, memory));
  }

  private static void change(ConversationState state, ConversationEvent event) {
    if (event.getPayload() instanceof MembersChanged changed) {
      if (!changed.getChanges().isEmpty()) {
        state.changeMembers(changed.getChanges());
      }
    } else if (event.getPayload() instanceof MessageDeleted) {
      long id = event.getMessageId();
      state
          .logged(id)
          .ifPresent(entry -> state.setLogged(id, entry.withFacts(entry.facts().asDeleted())));
    }
  }

  private static void remember(ConversationState state, NumberedCommand numbered, Memory memory) {
    state.setAnswer(numbered.key(), memory.answer());
    state.setLogged(numbered.id(), memory.entry());
    state.setHead(memory.head());
  }
}
