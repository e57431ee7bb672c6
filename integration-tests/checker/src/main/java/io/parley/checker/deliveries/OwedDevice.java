package io.parley.checker.deliveries;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one device was told of one conversation beside the events themselves, and what it missed.
 */
final class OwedDevice {

  /** As routing's {@code routing.receipts.tolerance}: how far apart two clocks may be. */
  private static final long SKEW_MILLIS = 60_000;

  /** As routing's {@code routing.receipts.retention}: a new device is owed nothing older. */
  private static final long CAUGHT_UP_MILLIS = 3_600_000;

  private record Sync(long after, long sentAt, boolean committed) {}

  private final long device;
  private final long user;
  private final long firstHeard;
  private final boolean isThere;
  private final Map<Long, Long> gateways = new HashMap<>();
  private final List<Sync> syncs = new ArrayList<>();
  private long settledUpTo;
  private Hole hole;

  /**
   * Events that the device was not handed.
   *
   * @param event the first of them, and where it lies
   * @param later how many more
   */
  record Hole(long device, long event, int partition, long offset, long later) {}

  OwedDevice(long device, long user, long firstHeard, boolean isThere) {
    this.device = device;
    this.user = user;
    this.firstHeard = firstHeard;
    this.isThere = isThere;
  }

  long device() {
    return device;
  }

  long user() {
    return user;
  }

  boolean isThere() {
    return isThere;
  }

  void heldBy(long gateway, long since) {
    gateways.put(gateway, since);
  }

  void synced(long after, long sentAt, boolean committed) {
    syncs.add(new Sync(after, sentAt, committed));
  }

  void settled(long upTo) {
    settledUpTo = Math.max(settledUpTo, upTo);
  }

  /**
   * Whether the device needs no delivery of its own of an event.
   *
   * @param at when the event was taken in, milliseconds since 1970
   * @param tried whether there is a delivery of it to the device in an aborted transaction
   * @param broadcastTo the gateways that were handed it for all their members
   */
  boolean isCovered(long event, long at, boolean tried, Set<Long> broadcastTo) {
    boolean isSettled = settledUpTo >= event;
    boolean isBroadcast = !broadcastTo.isEmpty();
    return at < firstHeard - CAUGHT_UP_MILLIS
        || (isSettled && (tried || isBroadcast || at <= firstHeard))
        || (isBroadcast
            && (isNew(at) || gateways.keySet().stream().anyMatch(broadcastTo::contains)))
        || syncs.stream()
            .anyMatch(
                sync ->
                    sync.after() < event
                        && sync.sentAt() >= at - SKEW_MILLIS
                        && (sync.committed() || isSettled));
  }

  /** Whether none of its gateways was certainly known to the job at that time. */
  private boolean isNew(long at) {
    return gateways.values().stream().noneMatch(since -> since <= at - SKEW_MILLIS);
  }

  void missed(long event, int partition, long offset) {
    hole =
        hole == null
            ? new Hole(device, event, partition, offset, 0)
            : new Hole(device, hole.event(), hole.partition(), hole.offset(), hole.later() + 1);
  }

  /** What was missed since the last call; null if nothing was. */
  Hole takeHole() {
    Hole taken = hole;
    hole = null;
    return taken;
  }
}
