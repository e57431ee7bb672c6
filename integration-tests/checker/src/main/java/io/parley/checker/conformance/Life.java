package io.parley.checker.conformance;

import io.parley.checker.history.Position;

/**
 * One session of a device, from its CONNECTED until something in the topics ended it.
 *
 * @param until the append time of what ended it, or {@link Long#MAX_VALUE}
 */
record Life(
    String gateway, long incarnation, long epoch, long from, long until, Position connected) {

  /** Whether the session lasted throughout a time. */
  boolean covers(long begin, long end) {
    return from <= begin && until >= end;
  }
}
