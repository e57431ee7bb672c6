package io.parley.benchmarks.bare;

import io.parley.schemas.ack.AckStatus;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.command.ChangeMembers;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.command.SendMessage;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.event.MessageSent;
import io.parley.schemas.id.Snowflake;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Events and acks, numbered as ingest numbers them. For one thread. */
final class EventNumbers {

  /** As many as ingest: the write timestamp of a row has a microsecond for each. */
  private static final int PER_MILLI = Snowflake.MAX_NUMBERED_SEQUENCE + 1;

  private final Map<Integer, Long> lastTicks = new HashMap<>();
  private final Map<String, Long> sequences = new HashMap<>();

  /** The event of a command that founds a direct conversation or sends a message to it. */
  ConversationEvent event(int partition, long appendedAt, ConversationCommand command) {
    long tick =
        Math.max(appendedAt * PER_MILLI, lastTicks.getOrDefault(partition, Long.MIN_VALUE) + 1);
    lastTicks.put(partition, tick);
    long id = Snowflake.of(tick / PER_MILLI, 0, partition, (int) (tick % PER_MILLI));
    long sequence = sequences.merge(command.getConversationId(), 1L, Long::sum);
    return new ConversationEvent(
        id,
        sequence,
        command.getConversationId(),
        id,
        command.getSenderId(),
        command.getDeviceId(),
        command.getClientMessageId(),
        Snowflake.unixMillis(id),
        appendedAt,
        payload(command, sequence));
  }

  private static Object payload(ConversationCommand command, long sequence) {
    if (command.getPayload() instanceof SendMessage message) {
      return new MessageSent(
          message.getType(),
          message.getText(),
          message.getMedia(),
          message.getReplyTo(),
          1,
          sequence - 1,
          List.of());
    }
    return MembersChanged.newBuilder()
        .setConversationKind(ConversationKind.DIRECT)
        .setChanges(((ChangeMembers) command.getPayload()).getChanges())
        .setMemberCount(2)
        .build();
  }

  static CommandAck ack(ConversationCommand command, ConversationEvent event) {
    return CommandAck.newBuilder()
        .setClientMessageId(command.getClientMessageId())
        .setConversationId(command.getConversationId())
        .setSenderId(command.getSenderId())
        .setDeviceId(command.getDeviceId())
        .setGatewayId(command.getGatewayId())
        .setStatus(AckStatus.SENT)
        .setMessageId(event.getMessageId())
        .setEventId(event.getEventId())
        .setSequence(event.getSequence())
        .build();
  }
}
