package io.parley.ingest.domain;

import io.parley.schemas.ack.RejectionReason;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MemberRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The membership as it would be after a list of changes, while they are being checked. Each user
 * occurs in the list once, so the state is read but not written.
 */
final class MembershipDraft {

  private final ConversationState state;
  private final List<MemberChange> effective = new ArrayList<>();
  private int members;
  private int admins;

  MembershipDraft(ConversationState state, ConversationHead head) {
    this.state = state;
    this.members = head.members();
    this.admins = head.admins();
  }

  void apply(MemberChange change) throws RejectedException {
    String userId = change.getUserId();
    Optional<MemberRole> role = state.member(userId);
    switch (change.getAction()) {
      case JOIN -> {
        if (role.isEmpty()) {
          join(userId, change.getRole());
        }
      }
      case LEAVE -> role.ifPresent(was -> leave(userId, was));
      case SET_ROLE ->
          setRole(
              userId,
              role.orElseThrow(() -> new RejectedException(RejectionReason.INVALID_MEMBERS)),
              change.getRole());
      case UNKNOWN -> throw new RejectedException(RejectionReason.UNSUPPORTED);
    }
  }

  void join(String userId, MemberRole role) {
    members++;
    admins += adminCount(role);
    effective.add(new MemberChange(userId, MemberAction.JOIN, role));
  }

  private void leave(String userId, MemberRole was) {
    members--;
    admins -= adminCount(was);
    effective.add(new MemberChange(userId, MemberAction.LEAVE, MemberRole.MEMBER));
  }

  private void setRole(String userId, MemberRole was, MemberRole becomes) {
    if (was != becomes) {
      admins += adminCount(becomes) - adminCount(was);
      effective.add(new MemberChange(userId, MemberAction.SET_ROLE, becomes));
    }
  }

  private static int adminCount(MemberRole role) {
    return role == MemberRole.ADMIN ? 1 : 0;
  }

  /** The changes that make a difference, in the order of the command. */
  List<MemberChange> effective() {
    return effective;
  }

  int members() {
    return members;
  }

  int admins() {
    return admins;
  }
}
