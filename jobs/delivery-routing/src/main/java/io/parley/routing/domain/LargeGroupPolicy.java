package io.parley.routing.domain;

import java.io.Serializable;

/**
 * The limits that make a conversation large, and the pace at which its members are told of new
 * messages.
 *
 * @param threshold a conversation with more members than this becomes large
 * @param membersPerSecond members that a task tells in a second
 * @param quietMillis from the start of one round to the next
 */
public record LargeGroupPolicy(int threshold, int membersPerSecond, long quietMillis)
    implements Serializable {

  /**
   * Whether a conversation is large from now on. A large conversation stays large until a tenth of
   * the threshold has left. Every change between small and large tells every member, so members who
   * join and leave at the threshold must not cause one each time.
   */
  boolean isLarge(boolean wasLarge, int members) {
    return members > (wasLarge ? threshold - threshold / 10 : threshold);
  }
}
