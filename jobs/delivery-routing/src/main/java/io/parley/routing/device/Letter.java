package io.parley.routing.device;

import io.parley.routing.TracedEvent;
import java.util.function.LongFunction;

/**
 * Where the deliveries of one queue go.
 *
 * @param session the session that takes them, or null when the device is not connected
 * @param events the stored event of an id, or null when it has expired
 */
record Letter(
    String userId,
    String device,
    DeviceSession session,
    String conversation,
    LongFunction<TracedEvent> events) {

  boolean isConnected() {
    return session != null;
  }
}
