package io.parley.routing.domain;

/**
 * The time of one decision, in the brokers' append times, milliseconds since 1970.
 *
 * <p>Several times are needed, because a task sends at one time and knows its input up to another.
 *
 * @param now the best estimate of the brokers' time. New deadlines count from here
 * @param readUpTo receipts, sessions and gateways have been read up to where the topics ended at
 *     this time. A deadline has passed when this time is beyond it. Very small until it is known
 * @param resumedAt the first {@code readUpTo} since the task started, or {@link Long#MAX_VALUE}
 *     until it is known
 * @param correctedTo the last correction of {@code now}, or very small, see {@link BrokerClock}
 * @param jumpedTo the time after the last jump of a broker's clock, or very small. Before it nobody
 *     had the time to give a sign of life
 */
public record InputTime(long now, long readUpTo, long resumedAt, long correctedTo, long jumpedTo) {

  boolean hasPassed(long deadline) {
    return deadline <= readUpTo;
  }

  /**
   * A delivery that was sent before this time gets a full timeout from here: it was sent before a
   * restart, or later than its task knew.
   */
  long steadySince() {
    return Math.max(resumedAt, correctedTo);
  }
}
