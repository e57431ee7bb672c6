package io.parley.checker.deliveries;

import java.util.HashMap;
import java.util.Map;

/** What sessions tell of one device. They are told by rising epoch, and in an epoch by time. */
final class Presence {

  /** As routing's {@code routing.session.lease}: whoever is silent for longer is gone. */
  private static final long LEASE_MILLIS = 30_000;

  /** A session must have been there this long before the end for the job to have heard of it. */
  private static final long HEARD_AFTER_MILLIS = 2_000;

  private final long device;
  private final Map<Long, Long> gateways = new HashMap<>();
  private long firstHeard = Long.MAX_VALUE;
  private long epoch = Long.MIN_VALUE;
  private long epochBegan;
  private long lastHeard;
  private boolean closed;
  private boolean dead;

  Presence(long device) {
    this.device = device;
  }

  void heard(long ofEpoch, long at, boolean closes, long gateway) {
    firstHeard = Math.min(firstHeard, at);
    gateways.merge(gateway, at, Math::min);
    if (ofEpoch > epoch) {
      epoch = ofEpoch;
      epochBegan = at;
      closed = false;
    }
    lastHeard = at;
    closed |= closes;
  }

  /** The job has used up its attempts in a session, so it sends no more in it. */
  void gaveUp(long inEpoch) {
    dead |= inEpoch == epoch;
  }

  long device() {
    return device;
  }

  long firstHeard() {
    return firstHeard;
  }

  /** By gateway, when it was first heard to hold a connection of the device. */
  Map<Long, Long> gateways() {
    return gateways;
  }

  /** Whether the device is connected at the end of the history, as the job sees it. */
  boolean isThereAt(long end) {
    return !closed
        && !dead
        && lastHeard >= end - LEASE_MILLIS
        && epochBegan <= end - HEARD_AFTER_MILLIS;
  }
}
