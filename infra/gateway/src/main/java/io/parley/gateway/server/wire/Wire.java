package io.parley.gateway.server.wire;

import java.time.Duration;

/**
 * The sending side of one WebSocket. The HTTP server implements it, and tests have one without a
 * network. All methods may be called by any thread and do not block.
 */
public interface Wire {

  /** Sends a text frame. Frames of one thread arrive in the order of its calls. */
  void send(String frame);

  /**
   * Whether the client takes what it is sent. While it does not, the gateway holds back what can
   * wait. {@link Connection#onRoom} is called when there is room again.
   */
  boolean hasRoom();

  /** Reads no frame for a while, so that a client that sends too fast has to wait. */
  void pause(Duration time);

  /** Closes the connection after what was sent before. Does nothing if it is closed. */
  void close(int code, String reason);
}
