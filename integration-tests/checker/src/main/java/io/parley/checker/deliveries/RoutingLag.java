package io.parley.checker.deliveries;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * How far the router's knowledge of its inputs may be behind their append times, at a given time.
 *
 * <p>The topics have no common order, only the append times of their inputs and the times at which
 * the router wrote its outputs. In normal operation the router has read a record within {@link
 * #BASE_MILLIS}: that allows for clocks that differ, and for one input that is held up for a minute
 * while the others flow. After an outage the router reads a backlog. Then the first delivery of an
 * event comes long after the event, and this delay is added for all outputs of about that time.
 */
final class RoutingLag {

  static final long BASE_MILLIS = 90_000;

  private static final long BUCKET_MILLIS = 60_000;
  private static final int BUCKETS_AROUND = 2;

  private final Map<Long, Long> longestDelays = new HashMap<>();
  private final Set<Long> busy = new HashSet<>();

  /** Takes the delivery of an event. */
  void delivered(long eventAt, long writtenAt) {
    longestDelays.merge(writtenAt / BUCKET_MILLIS, writtenAt - eventAt, Math::max);
    longestDelays.merge(eventAt / BUCKET_MILLIS, writtenAt - eventAt, Math::max);
    wrote(writtenAt);
  }

  /** Takes any output of the router. */
  void wrote(long writtenAt) {
    busy.add(writtenAt / BUCKET_MILLIS);
  }

  /** How long before the given time a record must have been appended to be known for certain. */
  long at(long time) {
    long bucket = time / BUCKET_MILLIS;
    long longest = 0;
    for (long near = bucket - BUCKETS_AROUND; near <= bucket + BUCKETS_AROUND; near++) {
      longest = Math.max(longest, longestDelays.getOrDefault(near, 0L));
    }
    return BASE_MILLIS + longest;
  }

  /**
   * Whether a record that was appended at the beginning of a span of time was certainly read before
   * its end: the span is longer than the lag, and the router wrote something after the first part
   * of it.
   */
  boolean isKnownWithin(long from, long until) {
    return until - from >= at(from)
        && LongStream.rangeClosed(from / BUCKET_MILLIS + 1, until / BUCKET_MILLIS)
            .anyMatch(busy::contains);
  }
}
