package io.parley.routing.domain;

import io.parley.schemas.conversation.MessageType;
import java.util.ArrayList;
import java.util.List;

/**
 * A round in which the members of a large conversation are told of new messages, and the quiet
 * interval that begins with the round.
 *
 * @param news what this round tells
 * @param held what has come since the round began and waits for the next round, or null
 * @param nextPage the next page of members. It is {@link MemberPages#PAGES} when all members have
 *     been told
 * @param quietUntil no other round begins before, milliseconds since 1970
 * @param dueAt when the round goes on. A timer for another time belongs to an older round
 */
record Round(
    UserInput.Nudge news, UserInput.Nudge held, int nextPage, long quietUntil, long dueAt) {

  private static final int VERSION = 1;
  private static final int MAX_DELETED = 64;

  boolean isOver() {
    return nextPage >= MemberPages.PAGES;
  }

  /** The members who have not been told yet are not told of a message that is deleted now. */
  Round holding(UserInput.Nudge more) {
    UserInput.Nudge told = isDeletedBy(more) && !isOver() ? merged(news, more) : news;
    return new Round(told, heldWith(more), nextPage, quietUntil, dueAt);
  }

  /** What waits for the next round, and more. */
  UserInput.Nudge heldWith(UserInput.Nudge more) {
    return held == null ? more : merged(held, more);
  }

  /** Whether the message of this round is deleted. */
  boolean isDeletedBy(UserInput.Nudge more) {
    return more.deleted().contains(news.messageId());
  }

  Round continued(int page, long due) {
    return new Round(news, held, page, quietUntil, due);
  }

  /** The newest message, unless it was deleted, and all deletions. */
  static UserInput.Nudge merged(UserInput.Nudge older, UserInput.Nudge newer) {
    List<Long> deleted = new ArrayList<>(older.deleted());
    newer.deleted().stream().filter(id -> !deleted.contains(id)).forEach(deleted::add);
    while (deleted.size() > MAX_DELETED) {
      deleted.remove(0);
    }
    UserInput.Nudge message = newer.messageId() == 0 ? older : newer;
    boolean gone = deleted.contains(message.messageId());
    return new UserInput.Nudge(
        newer.conversationId(),
        gone ? 0 : message.messageId(),
        message.senderId(),
        message.type(),
        deleted);
  }

  byte[] packed() {
    Packer out = new Packer().octet(VERSION).number(nextPage).number(quietUntil).number(dueAt);
    pack(news, out);
    out.flag(held != null);
    if (held != null) {
      pack(held, out);
    }
    return out.packed();
  }

  static Round of(byte[] packed) {
    Unpacker in = Unpacker.ofVersion(VERSION, packed, "a round");
    int nextPage = in.count();
    long quietUntil = in.number();
    long dueAt = in.number();
    UserInput.Nudge news = nudge(in);
    return new Round(news, in.flag() ? nudge(in) : null, nextPage, quietUntil, dueAt);
  }

  private static void pack(UserInput.Nudge nudge, Packer out) {
    out.text(nudge.conversationId()).number(nudge.messageId()).text(nudge.senderId());
    out.constant(nudge.type()).number(nudge.deleted().size());
    nudge.deleted().forEach(out::number);
  }

  private static UserInput.Nudge nudge(Unpacker in) {
    String conversation = in.text();
    long message = in.number();
    String sender = in.text();
    MessageType type = in.constant(MessageType.class);
    List<Long> deleted = new ArrayList<>();
    for (int n = in.count(); n > 0; n--) {
      deleted.add(in.number());
    }
    return new UserInput.Nudge(conversation, message, sender, type, deleted);
  }
}
