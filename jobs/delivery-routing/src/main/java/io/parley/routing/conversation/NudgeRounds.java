package io.parley.routing.conversation;

import io.parley.common.memory.Cell;
import io.parley.routing.device.Nudge;
import java.util.List;

/**
 * Tells the members of a large conversation that there is news, so that those who are away can be
 * woken. Only the router of a user knows who is away, so every member is told; that costs by the
 * member, which a message in a large conversation must not. Therefore:
 *
 * <ul>
 *   <li>A round tells of one message, and the next one begins a quiet interval later, with the
 *       newest message by then: the cost follows time, not messages.
 *   <li>A round goes in steps of about {@link #STEP} members, each in a slot of {@link NudgePace}:
 *       between two steps the task does other work, and the operator behind it sees a trickle, not
 *       a flood.
 *   <li>A nudge bears ids only, and a user's router drops it after one or two look-ups when a
 *       device has acknowledged the message.
 * </ul>
 *
 * <p>Other ways were thought through. To remember who is away with each large conversation costs a
 * write for each of a user's conversations with each reconnect, and most members of such a group
 * are away most of the time. To send the nudge once to each subtask of the users' routers makes it
 * walk through all of its users.
 */
final class NudgeRounds {

  /** Members a step, about: a step ends with a page. At 20 µs a member it takes 2 ms. */
  static final int STEP = 100;

  private final Cell<NudgeRound> cell;
  private final Members members;
  private final ConversationOutput out;
  private final NudgePace pace;
  private final long quietMillis;

  NudgeRounds(
      ConversationMemory memory, ConversationOutput out, NudgePolicy policy, NudgePace pace) {
    this.cell = memory.nudgeRound();
    this.members = new Members(memory.members());
    this.out = out;
    this.pace = pace;
    this.quietMillis = policy.quietInterval().toMillis();
  }

  /** Takes a message that was broadcast: it begins a round, or waits for the next one. */
  void offer(Nudge message, long now) {
    NudgeRound round = cell.get();
    if (round == null) {
      begin(message, now);
    } else {
      cell.set(round.holding(message));
    }
  }

  /** Goes on with the round if that is due. */
  void onTime(long now) {
    NudgeRound round = cell.get();
    if (round == null || now < round.dueAt()) {
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

  private void begin(Nudge message, long now) {
    wakeWith(new NudgeRound(message, null, 0, now + quietMillis, pace.reserve(STEP, now)));
  }

  private void step(NudgeRound round, long now) {
    int page = round.nextPage();
    int told = 0;
    while (told < STEP && page < Members.PAGES) {
      told += tell(round.nudge(), page++);
    }
    boolean isOver = page == Members.PAGES;
    wakeWith(
        round.continued(
            page, isOver ? Math.max(now, round.quietUntil()) : pace.reserve(told, now)));
  }

  /** Tells one member before his turn, who leaves. To be told twice does no harm. */
  void tellNow(String user) {
    NudgeRound round = cell.get();
    if (round != null) {
      out.nudge(user, round.newest());
    }
  }

  private int tell(Nudge nudge, int page) {
    List<String> users = members.page(page);
    users.forEach(user -> out.nudge(user, nudge));
    return users.size();
  }

  private void wakeWith(NudgeRound round) {
    cell.set(round);
    out.wakeAt(round.dueAt());
  }

  /**
   * Tells at once whom the round has yet to tell: the conversation becomes small, and what comes
   * next goes to each member anyway.
   */
  void finish() {
    NudgeRound round = cell.get();
    if (round == null) {
      return;
    }
    int first = round.held() == null ? round.nextPage() : 0;
    for (int page = first; page < Members.PAGES; page++) {
      tell(round.newest(), page);
    }
    cell.set(null);
  }
}
