package io.parley.gateway.client;

import io.parley.schemas.ack.AckStatus;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.command.SendMessage;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.delivery.DeliveryKind;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.event.MessageDeleted;
import io.parley.schemas.event.MessageSent;
import io.parley.schemas.status.DeliveryStatus;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import java.util.List;

/** Records of tests. An event's id is its sequence too, unless a test says otherwise. */
final class Records {

  static final String GATEWAY = "gw-1";

  private Records() {}

  static ConversationEvent event(String conversation, long id) {
    return event(conversation, id, id, "other", "other.phone");
  }

  static ConversationEvent event(
      String conversation, long id, long sequence, String sender, String device) {
    MessageSent sent =
        MessageSent.newBuilder().setType(MessageType.TEXT).setText("text " + id).build();
    return event(conversation, id, sequence, sender, device, sent);
  }

  /** An event in which a user joins or leaves. */
  static ConversationEvent change(String conversation, long id, String user, MemberAction action) {
    MembersChanged changed =
        MembersChanged.newBuilder()
            .setConversationKind(ConversationKind.GROUP)
            .setChanges(
                List.of(MemberChange.newBuilder().setUserId(user).setAction(action).build()))
            .setMemberCount(3)
            .build();
    return event(conversation, id, id, "other", "other.phone", changed);
  }

  /** The event of a deletion. */
  static ConversationEvent deletion(String conversation, long id) {
    return event(conversation, id, id, "other", "other.phone", new MessageDeleted("other"));
  }

  private static ConversationEvent event(
      String conversation, long id, long sequence, String sender, String device, Object payload) {
    return ConversationEvent.newBuilder()
        .setEventId(id)
        .setSequence(sequence)
        .setConversationId(conversation)
        .setMessageId(id)
        .setSenderId(sender)
        .setDeviceId(device)
        .setClientMessageId("c-" + id)
        .setCreatedAt(0)
        .setCommandAppendedAt(0)
        .setPayload(payload)
        .build();
  }

  static ClientCommand command(String id, String conversation) {
    SendMessage message =
        SendMessage.newBuilder().setType(MessageType.TEXT).setText("hello").build();
    return ClientCommand.of(id, conversation, 0, message);
  }

  /** A command of 256 KiB. */
  static ClientCommand large(String id, String conversation) {
    SendMessage message =
        SendMessage.newBuilder().setType(MessageType.TEXT).setText("x".repeat(1 << 18)).build();
    return ClientCommand.of(id, conversation, 0, message);
  }

  static CommandAck ack(String clientMessageId, String user, String device) {
    return CommandAck.newBuilder()
        .setClientMessageId(clientMessageId)
        .setConversationId("chat")
        .setSenderId(user)
        .setDeviceId(device)
        .setGatewayId(GATEWAY)
        .setStatus(AckStatus.SENT)
        .setMessageId(1L)
        .setEventId(1L)
        .build();
  }

  private static Delivery.Builder delivery(DeliveryKind kind, String conversation) {
    return Delivery.newBuilder()
        .setGatewayId(GATEWAY)
        .setKind(kind)
        .setConversationId(conversation);
  }

  static Delivery direct(DeviceKey device, long epoch, ConversationEvent event) {
    return delivery(DeliveryKind.DIRECT, event.getConversationId())
        .setRecipientId(device.user())
        .setDeviceId(device.device())
        .setSessionEpoch(epoch)
        .setEvent(event)
        .build();
  }

  static Delivery broadcast(ConversationEvent event) {
    return delivery(DeliveryKind.BROADCAST, event.getConversationId()).setEvent(event).build();
  }

  /** A SYNC; without an end if {@code upTo} is null. */
  static Delivery sync(
      DeviceKey device, long epoch, String conversation, long after, Long upTo, int attempt) {
    return delivery(DeliveryKind.SYNC, conversation)
        .setRecipientId(device.user())
        .setDeviceId(device.device())
        .setSessionEpoch(epoch)
        .setAfterEventId(after)
        .setUpToEventId(upTo)
        .setAttempt(attempt)
        .build();
  }

  static Delivery status(String user, long message, long version) {
    MessageStatus status =
        MessageStatus.newBuilder()
            .setConversationId("chat")
            .setMessageId(message)
            .setSenderId(user)
            .setStatus(DeliveryStatus.DELIVERED)
            .setRecipients(1)
            .setDeliveredCount(1)
            .setReadCount(0)
            .setVersion(version)
            .setUpdatedAt(0)
            .build();
    return delivery(DeliveryKind.STATUS, "chat").setRecipientId(user).setStatus(status).build();
  }

  static Delivery cursor(String user, long version) {
    ReadCursor cursor =
        ReadCursor.newBuilder()
            .setConversationId("chat")
            .setUserId(user)
            .setDeliveredUpTo(1)
            .setReadUpTo(1)
            .setUnreadCount(0)
            .setVersion(version)
            .setUpdatedAt(0)
            .build();
    return delivery(DeliveryKind.CURSOR, "chat").setRecipientId(user).setCursor(cursor).build();
  }
}
