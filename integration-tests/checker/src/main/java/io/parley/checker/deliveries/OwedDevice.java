package io.parley.checker.deliveries;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The SYNCs and sessions of one device in one conversation, and the events that it missed. */
final class OwedDevice {

  /** A SYNC without a last event also covers what was stored until the gateway reads. */
  private static final long READING_MILLIS = DeviceJudge.CLOCKS_MILLIS;

  private record Sync(
      long after, long upTo, long epoch, long sentAt, long gateway, boolean committed) {

    /** Whether the SYNC covers an event. SYNCs that end before the event have been forgotten. */
    boolean covers(long event, long at, Set<Long> broadcastTo) {
      return after < event
          && (upTo < GatewayLives.NEVER
              || at <= sentAt + READING_MILLIS
              || broadcastTo.contains(gateway));
    }
  }

  private record Stay(long epoch, long from, long until) {}

  /**
   * How an event was handed to the device.
   *
   * @param times the number of committed deliveries
   * @param lastEpoch the highest epoch of the committed deliveries, -1 without any
   * @param tried whether an aborted transaction has a delivery
   */
  record Handing(int times, long lastEpoch, boolean tried) {}

  /**
   * Events that the device was not handed.
   *
   * @param event the first of these events, at {@code partition} and {@code offset}
   * @param later how many more events were missed
   * @param certain whether no later session can make up for it
   */
  record Missed(long life, long event, int partition, long offset, long later, boolean certain) {}

  private final long life;
  private final long user;
  private final long device;
  private final long from;
  private final long until;
  private final List<Sync> syncs = new ArrayList<>();
  private final List<Stay> stays = new ArrayList<>();
  private long acknowledgedUpTo;
  private Missed missed;

  /**
   * @param life digest of this life of the device
   * @param device digest of the device
   * @param from when its first session began
   * @param until when it logged out
   */
  OwedDevice(long life, long user, long device, long from, long until) {
    this.life = life;
    this.user = user;
    this.device = device;
    this.from = from;
    this.until = until;
  }

  long user() {
    return user;
  }

  long device() {
    return device;
  }

  long life() {
    return life;
  }

  long from() {
    return from;
  }

  long until() {
    return until;
  }

  void stayed(long epoch, long since, long aliveUntil) {
    stays.add(new Stay(epoch, since, aliveUntil));
  }

  void synced(long after, long upTo, long epoch, long sentAt, long gateway, boolean committed) {
    syncs.add(new Sync(after, upTo, epoch, sentAt, gateway, committed));
  }

  void acknowledged(long upTo) {
    acknowledgedUpTo = Math.max(acknowledgedUpTo, upTo);
  }

  boolean hasAcknowledged(long event) {
    return acknowledgedUpTo >= event;
  }

  /** Forgets the SYNCs that end before an event. Events come by rising id. */
  void forgetSyncsBefore(long event) {
    syncs.removeIf(sync -> sync.upTo() < event);
  }

  /**
   * How an event was handed over.
   *
   * @param at when the event was taken in, milliseconds since 1970
   * @param direct its deliveries of kind DIRECT
   */
  Handing handing(long event, long at, Handing direct, Set<Long> broadcastTo) {
    int times = direct.times();
    long lastEpoch = direct.lastEpoch();
    boolean tried = direct.tried();
    for (Sync sync : syncs) {
      if (sync.covers(event, at, broadcastTo)) {
        times += sync.committed() ? 1 : 0;
        lastEpoch = sync.committed() ? Math.max(lastEpoch, sync.epoch()) : lastEpoch;
        tried |= !sync.committed();
      }
    }
    return new Handing(times, lastEpoch, tried);
  }

  /**
   * Whether a SYNC without a last event may have brought an event to a session that was alive then.
   * It may have been aborted later: gateways do not wait for that.
   *
   * @param within how late the gateway may have read, or the router have dated the SYNC too early,
   *     in milliseconds
   */
  boolean mayHaveRead(long event, long at, long within) {
    return syncs.stream()
        .filter(sync -> sync.upTo() == GatewayLives.NEVER && sync.after() < event)
        .filter(sync -> at <= sync.sentAt() + within)
        .anyMatch(
            sync ->
                stays.stream()
                    .anyMatch(stay -> stay.epoch() == sync.epoch() && stay.until() >= at));
  }

  /**
   * Whether a session with a higher epoch was certainly alive for so long behind a moment that the
   * router must have used it.
   */
  boolean stayedAfter(long epoch, long at, RoutingLag lag, long end) {
    return stays.stream()
        .filter(stay -> stay.epoch() > epoch)
        .anyMatch(
            stay -> {
              long since = Math.max(stay.from(), at);
              return stay.until() == GatewayLives.NEVER
                  ? end - since >= CompletenessJudge.SETTLES_WITHIN_MILLIS
                  : lag.isKnownWithin(since, stay.until());
            });
  }

  void missed(long event, int partition, long offset, boolean certain) {
    missed =
        missed == null
            ? new Missed(life, event, partition, offset, 0, certain)
            : new Missed(
                life,
                missed.event(),
                missed.partition(),
                missed.offset(),
                missed.later() + 1,
                missed.certain() || certain);
  }

  /** The events missed since the last call, or null. */
  Missed takeMissed() {
    Missed taken = missed;
    missed = null;
    return taken;
  }
}
