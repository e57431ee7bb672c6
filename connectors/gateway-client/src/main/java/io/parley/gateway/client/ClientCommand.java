package io.parley.gateway.client;

import java.util.Objects;
import java.util.Optional;

/**
 * A command of a device for a conversation.
 *
 * @param clientMessageId the client's own id of the command, the same in every retry
 * @param conversationId the conversation
 * @param clientTime the device's clock, milliseconds since 1970. Ingest uses it only to confirm a
 *     large step of a broker's clock
 * @param payload SendMessage, EditMessage, DeleteMessage or ChangeMembers
 * @param traceparent the W3C trace context to pass on with the command
 */
public record ClientCommand(
    String clientMessageId,
    String conversationId,
    long clientTime,
    Object payload,
    Optional<String> traceparent) {

  public ClientCommand {
    Objects.requireNonNull(clientMessageId, "clientMessageId");
    Objects.requireNonNull(conversationId, "conversationId");
    Objects.requireNonNull(payload, "payload");
    Objects.requireNonNull(traceparent, "traceparent");
  }

  /** A command without a trace context. */
  public static ClientCommand of(
      String clientMessageId, String conversationId, long clientTime, Object payload) {
    return new ClientCommand(
        clientMessageId, conversationId, clientTime, payload, Optional.empty());
  }
}
