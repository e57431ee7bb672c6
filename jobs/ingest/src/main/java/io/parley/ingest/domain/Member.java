package io.parley.ingest.domain;

import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.conversation.NotifyLevel;

/**
 * A member of a conversation.
 *
 * @param notifyLevel which messages push the member
 */
public record Member(String userId, MemberRole role, NotifyLevel notifyLevel) {

  static Member joining(String userId, MemberRole role) {
    return new Member(userId, role, NotifyLevel.ALL);
  }

  boolean isAdmin() {
    return role == MemberRole.ADMIN;
  }

  Member withRole(MemberRole newRole) {
    return new Member(userId, newRole, notifyLevel);
  }

  Member withNotifyLevel(NotifyLevel level) {
    return new Member(userId, role, level);
  }
}
