package io.parley.routing.conversation;

import java.io.Serializable;

/**
 * When a conversation counts as large, and how its members are nudged.
 *
 * @param threshold with more members than this it becomes large
 * @param nudges how often and how fast
 */
public record LargeGroupPolicy(int threshold, NudgePolicy nudges) implements Serializable {

  /**
   * Whether a conversation is large from now on. One that is large stays so until a tenth of the
   * threshold has left: each turn tells every member, so it must not turn with each one who comes
   * and goes.
   */
  boolean isLarge(boolean wasLarge, int members) {
    return members > (wasLarge ? threshold - threshold / 10 : threshold);
  }
}
