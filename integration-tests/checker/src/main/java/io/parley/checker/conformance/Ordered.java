package io.parley.checker.conformance;

import io.parley.checker.history.Position;
import io.parley.schemas.delivery.DeliveryKind;
import java.util.Set;

/**
 * A delivery that the router sent, without its payload.
 *
 * @param time of the record: the brokers' time at which the router decided
 * @param device whom it is for, or null for a BROADCAST
 * @param epoch of the session; 0 for a BROADCAST
 * @param upTo the event, or the end of a SYNC, or {@link #OPEN}
 * @param sender the device that caused the event, or null
 * @param leavers the users who leave the conversation by the event
 */
record Ordered(
    Position at,
    long time,
    DeliveryKind kind,
    Device device,
    long epoch,
    String conversation,
    long upTo,
    Device sender,
    Set<String> leavers) {

  /** The end of a SYNC that has no end. */
  static final long OPEN = -1;

  boolean isOpen() {
    return upTo == OPEN;
  }
}
