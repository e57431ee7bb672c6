package io.parley.receipts.domain;

/**
 * The index of the present members of a large conversation: 1 to n without a gap. A round over all
 * members can stop at an index and go on there later. A small conversation has its members in one
 * record and needs no index.
 */
final class MemberIndex {

  /** Gives a new member the next index. */
  void take(OpenConversation conversation, Member member) {
    Conversation head = conversation.head;
    head.members++;
    if (!head.isSmall()) {
      member.index = head.members;
      conversation.state().memberIndex().put(member.index, member.userId);
    }
  }

  /**
   * Removes a member, and gives their index to the member with the last index. If the round over
   * the unread counts has passed the free index but not the last one, it would miss the member who
   * moved. So the row of that member is written at the next flush.
   */
  void leave(OpenConversation conversation, Member member) {
    Conversation head = conversation.head;
    int last = head.members--;
    int free = member.index;
    member.index = 0;
    if (head.isSmall()) {
      return;
    }
    if (free < last) {
      Member moving = conversation.member(conversation.userAt(last));
      moving.index = free;
      conversation.changed(moving);
      conversation.state().memberIndex().put(free, moving.userId);
      if (free < head.roundIndex && last >= head.roundIndex) {
        conversation.list(moving);
      }
    }
    conversation.state().memberIndex().remove(last);
  }
}
