package io.parley.gateway.client;

import io.parley.schemas.receipt.ReceiptKind;

/**
 * One device's session at the gateway, from {@link GatewayClient#onConnect} until one side ends it.
 *
 * <p>All methods may be called by any thread and return at once. Calls of one thread take effect in
 * the order in which they were made. After the session has ended, calls have no effect.
 */
public interface ClientSession {

  /** The user as the server has authenticated them. */
  String userId();

  /** The user's device. */
  String deviceId();

  /**
   * Sends a command and repeats it until its ack is here. The answer comes as {@link
   * Handover.Answer}, or as {@link Handover.NotTaken} if the gateway did not send it. Commands for
   * one conversation reach Kafka in the order of the calls. A command whose client_message_id still
   * waits for its ack is ignored.
   */
  void send(ClientCommand command);

  /**
   * Acknowledges everything of the conversation up to an event, for the device (delivered) or for
   * its user (read). Receipts are gathered for a short time. Of several for the same conversation
   * and kind only the highest is written.
   *
   * @param upToId a message id or event id
   */
  void acknowledge(String conversationId, long upToId, ReceiptKind kind);

  /** The connection can take more again, after {@link ClientConnection#isWritable} was false. */
  void writable();

  /**
   * Ends the session because the connection has ended. Commands without an ack are forgotten, and
   * the device sends them again.
   */
  void close();

  /** The user has signed out on this device: the session ends and the device is forgotten. */
  void logOut();
}
