package io.parley.gateway.client;

import java.util.HashMap;
import java.util.Map;

/**
 * Numbers the connections: the milliseconds at which the gateway accepted a connection, and more
 * for each further connection of the same device within that millisecond. So epochs rise strictly
 * per device, and never run ahead of the clock because of other devices. For one thread.
 *
 * <p>It forgets a device as soon as a connection is opened that is newer than the device's epoch.
 */
final class SessionEpochs {

  private final Map<DeviceKey, Long> current = new HashMap<>();

  /**
   * The epoch of a new connection.
   *
   * @param millis when the connection was accepted
   */
  long next(DeviceKey device, long millis) {
    current.values().removeIf(epoch -> epoch < millis);
    return current.merge(device, millis, (last, now) -> last + 1);
  }
}
