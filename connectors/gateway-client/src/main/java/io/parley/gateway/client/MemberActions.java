package io.parley.gateway.client;

import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import java.util.Optional;

/** Finds out what an event does to the membership of one user. Has no state. */
final class MemberActions {

  private MemberActions() {}

  /** The user's last JOIN or LEAVE in an event. Empty if the event has neither for the user. */
  static Optional<MemberAction> of(String user, ConversationEvent event) {
    return event.getPayload() instanceof MembersChanged changed
        ? changed.getChanges().stream()
            .filter(change -> change.getUserId().equals(user))
            .map(MemberChange::getAction)
            .filter(action -> action == MemberAction.JOIN || action == MemberAction.LEAVE)
            .reduce((earlier, later) -> later)
        : Optional.empty();
  }

  /** Whether the user is a member after an event. */
  static boolean isMemberAfter(String user, ConversationEvent event, boolean before) {
    return of(user, event).map(action -> action == MemberAction.JOIN).orElse(before);
  }
}
