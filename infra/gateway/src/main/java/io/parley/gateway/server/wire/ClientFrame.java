package io.parley.gateway.server.wire;

import io.parley.gateway.client.ClientCommand;
import io.parley.schemas.receipt.ReceiptKind;

/** A frame of a client that was read and is valid. */
public sealed interface ClientFrame {

  /** The first frame: the token of the login. */
  record Hello(String token) implements ClientFrame {
    /** Leaves the token out, because it must not get into a log. */
    @Override
    public String toString() {
      return "Hello";
    }
  }

  /** {@code send}, {@code edit}, {@code delete} or {@code members}. */
  record Command(ClientCommand command) implements ClientFrame {
    /** Leaves the content out, because it must not get into a log. */
    @Override
    public String toString() {
      return "Command";
    }
  }

  /** The device has, or its user has read, everything up to an event. */
  record Receipt(String conversation, long event, ReceiptKind kind) implements ClientFrame {}

  /** The user signs out on this device. */
  record Logout() implements ClientFrame {}

  /** A sign of life; answered by {@code pong}. */
  record Ping() implements ClientFrame {}
}
