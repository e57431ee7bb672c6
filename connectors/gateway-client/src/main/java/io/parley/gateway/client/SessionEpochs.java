package io.parley.gateway.client;

import java.util.HashMap;
import java.util.Map;

/**
 * Numbers the connections: the milliseconds at which the gateway accepted a connection, and more
 * for each further connection of the same device within that millisecond. So epochs rise strictly
 * per device, and never run ahead of the clock because of other devices. For one thread.
 *
 * <p>It remembers only devices whose last epoch the clock has not passed yet.
 */
final class SessionEpochs {

  private final Map<DeviceKey, Long> current = new HashMap<>();

  /**
   * The epoch of a new connection.
   *
   * @param millis a clock that never goes back
   */
  long next(DeviceKey device, long millis) {
    current.values().removeIf(epoch -> epoch < millis);
    return current.merge(device, millis, (last, now) -> last + 1);
  }
}
