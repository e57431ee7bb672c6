package io.parley.routing.domain;

import io.parley.common.memory.Cell;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.conversation.NotifyLevel;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MessageDeleted;
import io.parley.schemas.event.MessageSent;
import java.util.List;

/**
 * Tells the members of a large conversation of new messages, so that offline members get a push.
 * Only the router of a user knows whether the user is offline, so every member is told. But the
 * cost of a message in a large conversation must not grow with the number of members. Therefore:
 *
 * <ul>
 *   <li>A round tells of one message, and the next round begins a quiet interval later, with the
 *       newest message by then. The cost follows time, not messages.
 *   <li>A round goes in steps of about {@link #STEP} members, each in a slot of a {@link Pace}.
 *       Between two steps the task does other work.
 *   <li>Members whom a message mentions are told at once, because they are few.
 *   <li>A deletion goes round as messages do, and takes notifications back.
 * </ul>
 *
 * <p>The times here are the machine's. They set the pace only, and neither cause nor cancel a
 * notification.
 */
final class Rounds {

  /**
   * The approximate number of members in a step. A step ends with a page. At 20 µs a member it
   * takes 2 ms.
   */
  static final int STEP = 100;

  private final Cell<byte[]> cell;
  private final MemberPages pages;
  private final ConversationOutput out;
  private final LargeGroupPolicy policy;
  private final Pace pace;

  Rounds(
      Cell<byte[]> cell,
      MemberPages pages,
      ConversationOutput out,
      LargeGroupPolicy policy,
      Pace pace) {
    this.cell = cell;
    this.pages = pages;
    this.out = out;
    this.policy = policy;
    this.pace = pace;
  }

  static boolean wantsPush(String user, NotifyLevel level, List<String> mentions) {
    return level == NotifyLevel.ALL || (level == NotifyLevel.MENTIONS && mentions.contains(user));
  }

  /** Takes an event that was broadcast: it begins a round, or waits for the next one. */
  void offer(ConversationEvent event, long now) {
    UserInput.Nudge news = news(event);
    if (news == null) {
      return;
    }
    if (event.getPayload() instanceof MessageSent sent && !sent.getMentions().isEmpty()) {
      tellMentioned(sent.getMentions(), news);
    }
    byte[] packed = cell.get();
    Round round = packed == null ? null : Round.of(packed);
    if (round == null) {
      begin(news, now);
    } else if (round.isOver() && round.isDeletedBy(news)) {
      begin(round.heldWith(news), now); // some may not have been notified yet
    } else {
      cell.set(round.holding(news).packed());
    }
  }

  private static UserInput.Nudge news(ConversationEvent event) {
    String conversation = event.getConversationId();
    if (event.getPayload() instanceof MessageSent sent) {
      return new UserInput.Nudge(
          conversation, event.getMessageId(), event.getSenderId(), sent.getType(), List.of());
    }
    if (event.getPayload() instanceof MessageDeleted) {
      return new UserInput.Nudge(
          conversation, 0, null, MessageType.UNKNOWN, List.of(event.getMessageId()));
    }
    return null;
  }

  private void tellMentioned(List<String> mentions, UserInput.Nudge news) {
    byte[] packed = UserInputCodec.pack(news);
    for (String user : mentions) {
      NotifyLevel level = pages.level(user);
      if (level != null && wantsPush(user, level, mentions)) {
        out.toUser(user, packed);
      }
    }
  }

  /** Goes on with the round, if the timer belongs to this round. */
  void onTime(long askedFor, long now) {
    byte[] packed = cell.get();
    Round round = packed == null ? null : Round.of(packed);
    if (round == null || askedFor != round.dueAt()) {
      return;
    }
    if (!round.isOver()) {
      step(round, now);
    } else if (round.held() == null) {
      cell.set(null);
    } else {
      begin(round.held(), now);
    }
  }

  private void begin(UserInput.Nudge news, long now) {
    keep(new Round(news, null, 0, now + policy.quietMillis(), pace.reserve(STEP, now)));
  }

  private void step(Round round, long now) {
    Telling telling = new Telling(round.news());
    int page = round.nextPage();
    int told = 0;
    while (told < STEP && page < MemberPages.PAGES) {
      told += telling.tell(page++);
    }
    boolean isOver = page == MemberPages.PAGES;
    keep(
        round.continued(
            page, isOver ? Math.max(now + 1, round.quietUntil()) : pace.reserve(told, now)));
  }

  private void keep(Round round) {
    cell.set(round.packed());
    out.wakeAt(round.dueAt());
  }

  /**
   * Tells the members whom the round has not told yet at once, because the conversation becomes
   * small.
   */
  void finish() {
    byte[] stored = cell.get();
    if (stored == null) {
      return;
    }
    Round round = Round.of(stored);
    UserInput.Nudge all =
        round.held() == null ? round.news() : Round.merged(round.news(), round.held());
    Telling telling = new Telling(all);
    for (int page = round.held() == null ? round.nextPage() : 0; page < MemberPages.PAGES; page++) {
      telling.tell(page);
    }
    cell.set(null);
  }

  /** Tells members of the same news, which is packed once. */
  private final class Telling {
    private final byte[] all;

    /**
     * The news for members who are not pushed for every message, or null if no message was deleted.
     */
    private final byte[] deletions;

    Telling(UserInput.Nudge news) {
      all = UserInputCodec.pack(news);
      deletions = news.deleted().isEmpty() ? null : UserInputCodec.pack(news.deletionsOnly());
    }

    int tell(int page) {
      var members = pages.page(page);
      members.forEach(
          (user, level) -> {
            byte[] packed = level == NotifyLevel.ALL ? all : deletions;
            if (packed != null) {
              out.toUser(user, packed);
            }
          });
      return members.size();
    }
  }
}
