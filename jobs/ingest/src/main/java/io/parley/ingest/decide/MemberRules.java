package io.parley.ingest.decide;

import static io.parley.ingest.decide.RejectedException.require;

import io.parley.schemas.ack.RejectionReason;
import io.parley.schemas.command.ChangeMembers;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.id.Identifiers;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who may change who is in a conversation.
 *
 * <p>The first list creates the conversation: it only joins, its sender among those who join. He
 * becomes the admin of a group; a direct conversation has two members for ever, and no admin.
 * Afterwards an admin joins, removes and appoints; everybody may leave by himself. A group with
 * members keeps an admin: the last one appoints another before he goes. A group that everybody has
 * left is closed for good.
 *
 * <p>A change that holds already (a member joins, a stranger leaves) is no error and has no effect:
 * two admins may invite the same friend, two people may open the same direct conversation.
 */
final class MemberRules {

  private final DecisionLimits limits;

  MemberRules(DecisionLimits limits) {
    this.limits = limits;
  }

  PendingEvent change(ConversationState state, NumberedCommand numbered, ChangeMembers command)
      throws RejectedException {
    List<MemberChange> changes = command.getChanges();
    requireWellFormed(changes);
    String sender = numbered.command().getSenderId();
    ConversationHead head = state.head().orElse(null);
    MembershipDraft draft;
    if (head == null) {
      head = ConversationHead.beforeFirstEvent(command.getConversationKind());
      draft = created(state, head, sender, changes);
    } else {
      draft = changed(state, head, sender, changes);
    }
    require(draft.members() <= limits.maxMembers(), RejectionReason.TOO_MANY_MEMBERS);
    MembersChanged payload =
        MembersChanged.newBuilder()
            .setConversationKind(head.kind())
            .setChanges(draft.effective())
            .setMemberCount(draft.members())
            .build();
    return new PendingEvent(
        numbered.id(), payload, head.withMembers(draft.members(), draft.admins()));
  }

  private void requireWellFormed(List<MemberChange> changes) throws RejectedException {
    require(!changes.isEmpty(), RejectionReason.INVALID_MEMBERS);
    require(changes.size() <= limits.maxMemberChanges(), RejectionReason.TOO_MANY_MEMBERS);
    Set<String> users = new HashSet<>();
    for (MemberChange change : changes) {
      require(Identifiers.isValid(change.getUserId()), RejectionReason.INVALID_ID);
      require(change.getAction() != MemberAction.UNKNOWN, RejectionReason.UNSUPPORTED);
      require(users.add(change.getUserId()), RejectionReason.INVALID_MEMBERS);
    }
  }

  private static MembershipDraft created(
      ConversationState state, ConversationHead head, String sender, List<MemberChange> changes)
      throws RejectedException {
    require(head.kind() != ConversationKind.UNKNOWN, RejectionReason.UNSUPPORTED);
    boolean direct = head.kind() == ConversationKind.DIRECT;
    require(!direct || changes.size() == 2, RejectionReason.INVALID_MEMBERS);
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
    MemberRole role =
        state.member(sender).orElseThrow(() -> new RejectedException(RejectionReason.NOT_A_MEMBER));
    boolean direct = head.kind() == ConversationKind.DIRECT;
    require(
        direct || role == MemberRole.ADMIN || isOwnLeaving(sender, changes),
        RejectionReason.NOT_AN_ADMIN);
    MembershipDraft draft = new MembershipDraft(state, head);
    for (MemberChange change : changes) {
      draft.apply(change);
    }
    require(!direct || draft.effective().isEmpty(), RejectionReason.INVALID_MEMBERS);
    require(direct || draft.members() == 0 || draft.admins() > 0, RejectionReason.LAST_ADMIN);
    return draft;
  }

  private static boolean isOwnLeaving(String sender, List<MemberChange> changes) {
    return changes.size() == 1
        && changes.get(0).getAction() == MemberAction.LEAVE
        && changes.get(0).getUserId().equals(sender);
  }
}
