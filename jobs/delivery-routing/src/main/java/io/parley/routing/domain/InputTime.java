package io.parley.routing.domain;

/**
 * The time of one decision, in the brokers' append times, milliseconds since 1970.
 *
 * <p>Three times are needed, because a task sends at one time and knows its input up to another.
 *
 * @param now the best estimate of the brokers' time; a deadline that is set now counts from here
 * @param readUpTo receipts, sessions and gateways have been read to where they ended at this time;
 *     a deadline has passed when this is beyond it. Very small until it is known
 * @param resumedAt the first {@code readUpTo} since the task started, or {@link Long#MAX_VALUE}
 *     until it is known. What was sent before is given a full timeout from here
 */
public record InputTime(long now, long readUpTo, long resumedAt) {

  boolean hasPassed(long deadline) {
    return deadline <= readUpTo;
  }
}
