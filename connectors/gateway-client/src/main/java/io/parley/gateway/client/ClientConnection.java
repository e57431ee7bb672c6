package io.parley.gateway.client;

/**
 * The server's side of one device's connection, for example a WebSocket. The server implements it
 * and gives it to {@link GatewayClient#onConnect}.
 *
 * <p>All methods are called on the gateway's one thread and must not block: a call that blocks
 * stops every other connection of the gateway. If a method throws, the gateway takes the connection
 * for broken and ends its session.
 */
public interface ClientConnection {

  /**
   * Whether the connection can take more now. While it cannot, the gateway keeps the device's
   * deliveries in a bounded queue. The server calls {@link ClientSession#writable} when the
   * connection can take more again.
   */
  default boolean isWritable() {
    return true;
  }

  /**
   * Kafka has the session's CONNECTED. Called once per session. A device that is new makes its
   * first download now and not before, and reads the newest page of each conversation once more
   * half a minute later. Otherwise an event that is stored between its download and its CONNECTED
   * may never reach it.
   */
  default void connected() {}

  /**
   * Hands something to the device. Events of one conversation come in rising order of event id. A
   * repetition from the history is the exception, and starts again further back.
   */
  void deliver(Handover handover);

  /**
   * The gateway has ended the session, and nothing more will be delivered. Not called when the
   * server itself ended the session.
   */
  void close(CloseReason reason);
}
