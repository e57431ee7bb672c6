package io.parley.gateway.client;

import java.util.Map;

/**
 * The sessions that the gateway has told the router not to hold. Each is told at most once a
 * second, however many deliveries still come for it. For one thread.
 */
final class StaleSessions {

  private static final int MOST = 10_000;
  private static final long QUIET_MILLIS = 1_000;

  private record Stale(DeviceKey device, long epoch) {}

  private final Map<Stale, Long> told = new BoundedMap<>(MOST);

  /** Whether the router must be told now. */
  boolean mustTell(DeviceKey device, long epoch, long millis) {
    Stale stale = new Stale(device, epoch);
    Long last = told.get(stale);
    if (last != null && millis - last < QUIET_MILLIS) {
      return false;
    }
    told.put(stale, millis);
    return true;
  }
}
