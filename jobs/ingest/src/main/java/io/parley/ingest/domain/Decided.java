package io.parley.ingest.domain;

import io.parley.schemas.ack.AckStatus;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.event.ConversationEvent;

/**
 * A decided command on its way to the tables and the topics. A command without an event takes the
 * same way. So the answer to a repetition waits until the event of the first command is durable.
 *
 * @param id of the command; the event's id if there is an event
 * @param ack the answer to the sender
 * @param event the event to store and publish, or null
 * @param opensBucket whether the event is the first one of its 10-day window
 * @param traceparent the trace context of the command, or null
 */
public record Decided(
    long id, CommandAck ack, ConversationEvent event, boolean opensBucket, String traceparent) {

  /** The decision about a command, with its ack. */
  public static Decided of(NumberedCommand numbered, Decision decision) {
    CommandAck.Builder ack = ackOf(numbered.command());
    ConversationEvent event = null;
    boolean opensBucket = false;
    if (decision instanceof Decision.Accepted accepted) {
      event = accepted.event();
      opensBucket = accepted.opensBucket();
      bearIds(ack, accepted.memory().answer());
    } else if (decision instanceof Decision.Repeated repeated) {
      bearIds(ack, repeated.answer()).setDuplicate(true);
    } else if (decision instanceof Decision.IdReused reused) {
      bearIds(ack, reused.first());
    }
    ack.setStatus(decision.refusal().isPresent() ? AckStatus.REJECTED : AckStatus.SENT)
        .setReason(decision.refusal().orElse(null));
    return new Decided(numbered.id(), ack.build(), event, opensBucket, numbered.traceparent());
  }

  private static CommandAck.Builder ackOf(ConversationCommand command) {
    return CommandAck.newBuilder()
        .setClientMessageId(command.getClientMessageId())
        .setConversationId(command.getConversationId())
        .setSenderId(command.getSenderId())
        .setDeviceId(command.getDeviceId())
        .setGatewayId(command.getGatewayId());
  }

  private static CommandAck.Builder bearIds(CommandAck.Builder ack, Answer answer) {
    return answer.isAccepted()
        ? ack.setMessageId(answer.messageId())
            .setEventId(answer.commandId())
            .setSequence(answer.sequence())
        : ack;
  }
}
