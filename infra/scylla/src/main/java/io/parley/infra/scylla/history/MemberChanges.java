package io.parley.infra.scylla.history;

import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.conversation.NotifyLevel;
import java.util.Map;
import java.util.Set;

/**
 * A change of the members of a conversation: joins, leaves, and changed roles and notify levels.
 *
 * @param joined new members and their roles
 * @param left users who are no longer members
 * @param roles members with another role than before
 * @param notifyLevels members who chose which messages push them
 * @param memberCount members afterwards
 */
public record MemberChanges(
    ConversationKind conversationKind,
    Map<String, MemberRole> joined,
    Set<String> left,
    Map<String, MemberRole> roles,
    Map<String, NotifyLevel> notifyLevels,
    int memberCount) {

  public MemberChanges {
    joined = Map.copyOf(joined);
    left = Set.copyOf(left);
    roles = Map.copyOf(roles);
    notifyLevels = Map.copyOf(notifyLevels);
  }
}
