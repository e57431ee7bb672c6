package io.parley.gateway.client;

/** Why a gateway ended a session that the server has not ended. */
public enum CloseReason {
  /** The same device has a newer connection to this gateway. */
  REPLACED,
  /** The connection threw an exception. */
  BROKEN,
  /** The gateway shuts down; the device should connect to another one. */
  SHUTDOWN,
  /** The gateway has failed; the device should connect to another one. */
  GATEWAY_FAILED
}
