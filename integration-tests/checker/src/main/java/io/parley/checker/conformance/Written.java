package io.parley.checker.conformance;

import io.parley.checker.history.Position;
import io.parley.schemas.gateway.GatewayState;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.session.SessionState;

/** A record that a gateway wrote, without its payload. The time is the broker's append time. */
sealed interface Written {

  Position at();

  long time();

  /** A record of {@code chat.gateways}. */
  record Sign(Position at, long time, long incarnation, GatewayState state) implements Written {}

  /** A record of {@code chat.sessions}. */
  record SessionChange(
      Position at,
      long time,
      Device device,
      String gateway,
      long incarnation,
      long epoch,
      SessionState state)
      implements Written {}

  /**
   * A record of {@code chat.commands}.
   *
   * @param content a number that differs if the conversation or the payload differs
   */
  record Command(Position at, long time, Device sender, String clientMessageId, int content)
      implements Written {}

  /** A record of {@code chat.receipts}. */
  record ReceiptWritten(
      Position at, long time, Device device, String conversation, long upTo, ReceiptKind kind)
      implements Written {}
}
