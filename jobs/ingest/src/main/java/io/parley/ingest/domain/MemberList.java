package io.parley.ingest.domain;

import io.parley.schemas.conversation.MemberChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The members of a small conversation in one record, the longest-standing first. Almost all
 * conversations are small, so almost all messages need one look-up for all questions about members.
 * Immutable.
 *
 * @param members at most {@link #MAX_SIZE}; empty if the conversation has no members or the list
 *     has spilled
 * @param spilled whether the conversation has ever had more members than fit. Then each member is a
 *     record of its own, and stays so
 */
public record MemberList(List<Member> members, boolean spilled) {

  /** Most members that are kept in one record. */
  public static final int MAX_SIZE = 64;

  public static final MemberList EMPTY = new MemberList(List.of(), false);
  public static final MemberList SPILLED = new MemberList(List.of(), true);

  /** A member of the list. */
  public Optional<Member> find(String userId) {
    for (Member member : members) {
      if (member.userId().equals(userId)) {
        return Optional.of(member);
      }
    }
    return Optional.empty();
  }

  /** The list after changes that have an effect. It may have more members than fit. */
  public MemberList after(List<MemberChange> changes) {
    List<Member> next = new ArrayList<>(members);
    for (MemberChange change : changes) {
      int index = indexOf(next, change.getUserId());
      switch (change.getAction()) {
        case JOIN -> next.add(Member.joining(change.getUserId(), change.getRole()));
        case LEAVE -> next.remove(index);
        case SET_ROLE -> next.set(index, next.get(index).withRole(change.getRole()));
        case SET_NOTIFY -> next.set(index, next.get(index).withNotifyLevel(change.getNotify()));
        case UNKNOWN ->
            throw new IllegalStateException(
                "An accepted event never has a change of UNKNOWN action");
      }
    }
    return new MemberList(List.copyOf(next), spilled);
  }

  /** Whether the members fit into one record. */
  public boolean fits() {
    return members.size() <= MAX_SIZE;
  }

  private static int indexOf(List<Member> members, String userId) {
    for (int i = 0; i < members.size(); i++) {
      if (members.get(i).userId().equals(userId)) {
        return i;
      }
    }
    return -1;
  }
}
