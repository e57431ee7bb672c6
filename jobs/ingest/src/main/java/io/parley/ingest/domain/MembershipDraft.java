package io.parley.ingest.domain;

import static io.parley.ingest.domain.RejectedException.require;

import io.parley.schemas.ack.RejectionReason;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.conversation.NotifyLevel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The membership as it would be after a list of changes, while they are being checked. Each user
 * occurs in the list once, so the state is read but not written.
 */
final class MembershipDraft {

  private final ConversationState state;
  private final List<MemberChange> effective = new ArrayList<>();
  private final Set<String> changed = new HashSet<>();
  private int members;
  private int admins;

  MembershipDraft(ConversationState state, ConversationHead head) {
    this.state = state;
    this.members = head.members();
    this.admins = head.admins();
  }

  void apply(MemberChange change) throws RejectedException {
    String userId = change.getUserId();
    Optional<Member> member = state.member(userId);
    switch (change.getAction()) {
      case JOIN -> {
        if (member.isEmpty()) {
          join(userId, change.getRole());
        }
      }
      case LEAVE -> member.ifPresent(this::leave);
      case SET_ROLE -> setRole(present(member), change.getRole());
      case SET_NOTIFY -> setNotify(present(member), change.getNotify());
      case UNKNOWN -> throw new RejectedException(RejectionReason.UNSUPPORTED);
    }
  }

  private static Member present(Optional<Member> member) throws RejectedException {
    return member.orElseThrow(() -> new RejectedException(RejectionReason.INVALID_MEMBERS));
  }

  void join(String userId, MemberRole role) {
    members++;
    admins += adminCount(role);
    add(new MemberChange(userId, MemberAction.JOIN, role, NotifyLevel.ALL));
  }

  private void leave(Member was) {
    members--;
    admins -= adminCount(was.role());
    add(new MemberChange(was.userId(), MemberAction.LEAVE, MemberRole.MEMBER, NotifyLevel.ALL));
  }

  private void setRole(Member was, MemberRole becomes) {
    if (was.role() != becomes) {
      admins += adminCount(becomes) - adminCount(was.role());
      add(new MemberChange(was.userId(), MemberAction.SET_ROLE, becomes, NotifyLevel.ALL));
    }
  }

  private void setNotify(Member was, NotifyLevel becomes) {
    if (was.notifyLevel() != becomes) {
      add(new MemberChange(was.userId(), MemberAction.SET_NOTIFY, MemberRole.MEMBER, becomes));
    }
  }

  /**
   * Makes the longest-standing member the admin of a small group whose last admin has left. In a
   * large group this member is not known, so there the last admin has to name a successor.
   */
  void requireAnAdmin(String sender) throws RejectedException {
    if (members == 0 || admins > 0) {
      return;
    }
    boolean senderLeaves =
        effective.stream()
            .anyMatch(
                change ->
                    change.getAction() == MemberAction.LEAVE && change.getUserId().equals(sender));
    require(senderLeaves, RejectionReason.LAST_ADMIN);
    Member successor =
        state.smallMemberList().orElse(List.of()).stream()
            .filter(member -> !changed.contains(member.userId()))
            .findFirst()
            .orElseThrow(() -> new RejectedException(RejectionReason.LAST_ADMIN));
    setRole(successor, MemberRole.ADMIN);
  }

  private void add(MemberChange change) {
    changed.add(change.getUserId());
    effective.add(change);
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
