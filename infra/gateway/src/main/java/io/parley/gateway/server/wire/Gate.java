package io.parley.gateway.server.wire;

import io.parley.gateway.client.ClientConnection;
import io.parley.gateway.client.ClientSession;

/**
 * The way to Kafka: {@link io.parley.gateway.client.GatewayClient#onConnect} in a gateway, and a
 * list of calls in tests.
 */
@FunctionalInterface
public interface Gate {

  /** Opens the session of a device whose user is known. */
  ClientSession connect(String userId, String deviceId, ClientConnection connection);
}
