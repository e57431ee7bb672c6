package io.parley.routing.conversation;

/**
 * Hands out the times at which members may be nudged, one after the other, so that all
 * conversations of a subtask together keep to one rate however many and however large they are. The
 * slots are given in the order of asking: conversations take turns, step by step.
 *
 * <p>In plain memory. After a restart the rounds that were under way take one step each at once;
 * from then on they are paced again.
 */
public final class NudgePace {

  private final long microsPerMember;
  private long freeAtMicros;

  public NudgePace(int membersPerSecond) {
    this.microsPerMember = Math.max(1, 1_000_000 / membersPerSecond);
  }

  /**
   * Takes the next slot.
   *
   * @param members how many it is for
   * @param now milliseconds since 1970
   * @return when it begins, milliseconds since 1970; not before {@code now}
   */
  long reserve(int members, long now) {
    long start = Math.max(freeAtMicros, now * 1_000);
    freeAtMicros = start + members * microsPerMember;
    return (start + 999) / 1_000;
  }
}
