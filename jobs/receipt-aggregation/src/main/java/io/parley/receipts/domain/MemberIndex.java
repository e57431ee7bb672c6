package io.parley.receipts.domain;

/**
 * Numbers the members of a large conversation 1 to n without a gap, so that a round over all of
 * them can stop at a number and go on there. A small conversation has its members in one record and
 * needs no numbers.
 */
final class MemberIndex {

  /** A new member takes the seat behind the others. */
  void take(OpenConversation conversation, Member member) {
    Conversation head = conversation.head;
    head.members++;
    if (!head.isSmall()) {
      member.seat = head.members;
      conversation.state().seats().put(member.seat, member.userId);
    }
  }

  /**
   * A member leaves, and the member of the last seat takes the free one. If the round over the
   * unread counts has passed the free seat but not the last one, it would miss the member who
   * moved: their row is written by itself.
   */
  void leave(OpenConversation conversation, Member member) {
    Conversation head = conversation.head;
    int last = head.members--;
    int free = member.seat;
    member.seat = 0;
    if (head.isSmall()) {
      return;
    }
    if (free < last) {
      Member moving = conversation.member(conversation.seat(last));
      moving.seat = free;
      conversation.changed(moving);
      conversation.state().seats().put(free, moving.userId);
      if (free < head.roundSeat && last >= head.roundSeat) {
        conversation.list(moving);
      }
    }
    conversation.state().seats().remove(last);
  }
}
