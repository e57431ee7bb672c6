package io.parley.routing.domain;

import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.NotifyLevel;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The members who join or leave with an event, and those whose notify level changes. */
record MemberChanges(Set<String> joining, Set<String> leaving, Map<String, NotifyLevel> levels) {

  static MemberChanges of(ConversationEvent event) {
    MemberChanges changes =
        new MemberChanges(new HashSet<>(), new HashSet<>(), new LinkedHashMap<>());
    if (event.getPayload() instanceof MembersChanged changed) {
      changed.getChanges().forEach(changes::add);
    }
    return changes;
  }

  private void add(MemberChange change) {
    if (change.getAction() == MemberAction.JOIN) {
      joining.add(change.getUserId());
    } else if (change.getAction() == MemberAction.LEAVE) {
      leaving.add(change.getUserId());
    } else if (change.getAction() == MemberAction.SET_NOTIFY) {
      levels.put(change.getUserId(), change.getNotify());
    }
  }
}
