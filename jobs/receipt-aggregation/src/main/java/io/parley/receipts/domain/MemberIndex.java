package io.parley.receipts.domain;

/**
 * Numbers the members 1 to n without a gap, so that a round over all of them can stop at a number
 * and go on there: the state backend has no other order to resume in.
 */
final class MemberIndex {

  private final LedgerState books;
  private final Changes changes;

  MemberIndex(LedgerState books, Changes changes) {
    this.books = books;
    this.changes = changes;
  }

  /** A new member sits down behind the others. */
  void take(Conversation conversation, String userId, Member member) {
    member.seat = ++conversation.members;
    books.seats().put(member.seat, userId);
  }

  /**
   * A member leaves, and the last one takes the seat. If the round over the badges has passed that
   * seat but not the last one, it would miss who moved: that badge is written by itself.
   */
  void leave(Conversation conversation, Member member) {
    int free = member.seat;
    int last = conversation.members--;
    if (free < last) {
      String userId = books.seats().get(last);
      Member moving = books.members().get(userId);
      moving.seat = free;
      books.members().put(userId, moving);
      books.seats().put(free, userId);
      if (free < conversation.roundSeat && last >= conversation.roundSeat) {
        changes.member(conversation, userId);
      }
    }
    books.seats().remove(last);
    member.seat = 0;
  }
}
