package io.parley.ingest.domain;

import static io.parley.ingest.domain.RejectedException.require;

import io.parley.schemas.ack.RejectionReason;
import io.parley.schemas.command.ChangeMembers;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.conversation.NotifyLevel;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.id.Identifiers;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules for changes of membership.
 *
 * <p>The first list creates the conversation. It only joins, and its sender is among those who
 * join. The sender becomes the admin of a group. A direct conversation has no admin. It has two
 * members, or one member who keeps notes.
 *
 * <p>In a group an admin adds, removes and appoints other members. Every member may leave. When the
 * last admin of a small group leaves, the longest-standing member becomes the admin. In a large
 * group the last admin names a successor first. A group that everybody has left is closed for good.
 *
 * <p>A member of a direct conversation may leave as well, because an account can end. This is
 * final, because nobody joins a direct conversation later. The other member stays, and may still
 * write and read.
 *
 * <p>Every member chooses which messages push them, and nobody chooses for others.
 *
 * <p>A change without an effect (a member joins, a stranger leaves) is not an error. Two admins may
 * invite the same friend, and two people may open the same direct conversation.
 */
final class MemberRules {

  private final DecisionLimits limits;

  MemberRules(DecisionLimits limits) {
    this.limits = limits;
  }

  Proposal change(
      ConversationState state,
      ConversationHead head,
      NumberedCommand numbered,
      ChangeMembers command)
      throws RejectedException {
    List<MemberChange> changes = command.getChanges();
    requireWellFormed(changes);
    String sender = numbered.command().getSenderId();
    ConversationHead kept = head.exists() ? head : head.ofKind(command.getConversationKind());
    MembershipDraft draft =
        head.exists()
            ? changed(state, kept, sender, changes)
            : created(state, kept, sender, changes);
    require(draft.members() <= limits.maxMembers(), RejectionReason.TOO_MANY_MEMBERS);
    MembersChanged payload =
        MembersChanged.newBuilder()
            .setConversationKind(kept.kind())
            .setChanges(draft.effective())
            .setMemberCount(draft.members())
            .build();
    return new Proposal(numbered.id(), payload, kept.withMembers(draft.members(), draft.admins()));
  }

  private void requireWellFormed(List<MemberChange> changes) throws RejectedException {
    require(!changes.isEmpty(), RejectionReason.INVALID_MEMBERS);
    require(changes.size() <= limits.maxMemberChanges(), RejectionReason.TOO_MANY_MEMBERS);
    Set<String> users = new HashSet<>();
    for (MemberChange change : changes) {
      require(Identifiers.isValid(change.getUserId()), RejectionReason.INVALID_ID);
      require(isKnown(change), RejectionReason.UNSUPPORTED);
      require(users.add(change.getUserId()), RejectionReason.INVALID_MEMBERS);
    }
  }

  /** An action, role or level of a later version must not become another one silently. */
  private static boolean isKnown(MemberChange change) {
    return switch (change.getAction()) {
      case UNKNOWN -> false;
      case JOIN, SET_ROLE -> change.getRole() != MemberRole.UNKNOWN;
      case SET_NOTIFY -> change.getNotify() != NotifyLevel.UNKNOWN;
      case LEAVE -> true;
    };
  }

  private static MembershipDraft created(
      ConversationState state, ConversationHead head, String sender, List<MemberChange> changes)
      throws RejectedException {
    require(head.kind() != ConversationKind.UNKNOWN, RejectionReason.UNSUPPORTED);
    boolean direct = head.kind() == ConversationKind.DIRECT;
    require(!direct || changes.size() <= 2, RejectionReason.INVALID_MEMBERS);
    MembershipDraft draft = new MembershipDraft(state, head);
    boolean senderJoins = false;
    for (MemberChange change : changes) {
      require(change.getAction() == MemberAction.JOIN, RejectionReason.INVALID_MEMBERS);
      boolean isSender = change.getUserId().equals(sender);
      senderJoins |= isSender;
      MemberRole role = isSender ? MemberRole.ADMIN : change.getRole();
      draft.join(change.getUserId(), direct ? MemberRole.MEMBER : role);
    }
    require(senderJoins, RejectionReason.INVALID_MEMBERS);
    return draft;
  }

  private static MembershipDraft changed(
      ConversationState state, ConversationHead head, String sender, List<MemberChange> changes)
      throws RejectedException {
    Member member =
        state.member(sender).orElseThrow(() -> new RejectedException(RejectionReason.NOT_A_MEMBER));
    boolean direct = head.kind() == ConversationKind.DIRECT;
    require(direct || member.isAdmin() || areOwn(sender, changes), RejectionReason.NOT_AN_ADMIN);
    MembershipDraft draft = new MembershipDraft(state, head);
    for (MemberChange change : changes) {
      boolean ofAnother = !change.getUserId().equals(sender);
      require(
          change.getAction() != MemberAction.SET_NOTIFY || !ofAnother,
          RejectionReason.INVALID_MEMBERS);
      draft.apply(change);
    }
    if (direct) {
      require(areOwn(sender, draft.effective()), RejectionReason.INVALID_MEMBERS);
    } else {
      draft.requireAnAdmin(sender);
    }
    return draft;
  }

  /** Whether the sender only leaves, or only chooses what pushes them. */
  private static boolean areOwn(String sender, List<MemberChange> changes) {
    return changes.stream()
        .allMatch(
            change ->
                change.getUserId().equals(sender)
                    && (change.getAction() == MemberAction.LEAVE
                        || change.getAction() == MemberAction.SET_NOTIFY));
  }
}
