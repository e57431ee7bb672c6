package io.parley.gateway.server.wire;

import io.parley.gateway.client.CloseReason;

/** The reasons for which the gateway closes a connection, with their WebSocket close codes. */
public enum Bye {
  /** The user has signed out. */
  LOGGED_OUT(1000),
  /** The gateway shuts down; connect again, to this address or another. */
  SHUTDOWN(1001),
  /** The gateway has failed; connect again. */
  GATEWAY_FAILED(1011),
  /** The connection could not be served; connect again. */
  BROKEN(1011),
  /** Too many faulty frames. */
  TOO_MANY_FAULTS(1008),
  /** No hello within the time. */
  NO_HELLO(4001),
  /** The token is not valid; log in again. */
  UNAUTHORISED(4003),
  /** No frame within the time; connect again. */
  IDLE(4008),
  /** The same device has connected again elsewhere; do not connect again by yourself. */
  REPLACED(4009);

  private final int code;

  Bye(int code) {
    this.code = code;
  }

  /** The WebSocket close code. */
  public int code() {
    return code;
  }

  static Bye of(CloseReason reason) {
    return switch (reason) {
      case REPLACED -> REPLACED;
      case BROKEN -> BROKEN;
      case SHUTDOWN -> SHUTDOWN;
      case GATEWAY_FAILED -> GATEWAY_FAILED;
    };
  }
}
