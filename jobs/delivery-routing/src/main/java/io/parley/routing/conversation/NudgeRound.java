package io.parley.routing.conversation;

import io.parley.routing.device.Nudge;

/**
 * A round of nudges, and the quiet interval that begins with it.
 *
 * @param nudge the message that this round tells of
 * @param held the newest message since the round began, for the next one; or null
 * @param nextPage the page of members to go on with; {@link Members#PAGES} when all were told
 * @param quietUntil no other round begins before, milliseconds since 1970
 * @param dueAt when to go on, milliseconds since 1970; a timer that fires before is of an older
 *     round
 */
public record NudgeRound(Nudge nudge, Nudge held, int nextPage, long quietUntil, long dueAt) {

  boolean isOver() {
    return nextPage >= Members.PAGES;
  }

  Nudge newest() {
    return held == null ? nudge : held;
  }

  NudgeRound holding(Nudge newest) {
    return new NudgeRound(nudge, newest, nextPage, quietUntil, dueAt);
  }

  NudgeRound continued(int page, long due) {
    return new NudgeRound(nudge, held, page, quietUntil, due);
  }
}
