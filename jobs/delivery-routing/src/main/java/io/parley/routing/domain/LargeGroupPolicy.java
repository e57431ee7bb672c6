package io.parley.routing.domain;

import java.io.Serializable;

/**
 * When a conversation counts as large, and how its members are told of news.
 *
 * @param threshold with more members than this it becomes large
 * @param membersPerSecond how many members a task tells of news in a second
 * @param quietMillis from one round to the next
 */
public record LargeGroupPolicy(int threshold, int membersPerSecond, long quietMillis)
    implements Serializable {

  /**
   * Whether a conversation is large from now on. One that is large stays so until a tenth of the
   * threshold has left: each turn tells every member, so it must not turn with each one who comes
   * and goes.
   */
  boolean isLarge(boolean wasLarge, int members) {
    return members > (wasLarge ? threshold - threshold / 10 : threshold);
  }
}
