package io.parley.ingest.testing;

import io.parley.schemas.command.ChangeMembers;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.command.DeleteMessage;
import io.parley.schemas.command.EditMessage;
import io.parley.schemas.command.SendMessage;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.Media;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.conversation.NotifyLevel;
import io.parley.schemas.wire.AvroSafety;
import java.util.Arrays;
import java.util.List;

/** The commands of a user in a conversation, as a gateway would produce them. */
public record Commands(String conversationId, String senderId) {

  public static final String CONVERSATION = "c:1";

  static {
    // Avro takes its limits on first use, and in a test a command is often the first.
    AvroSafety.apply();
  }

  public static Commands of(String senderId) {
    return new Commands(CONVERSATION, senderId);
  }

  public ConversationCommand text(String clientMessageId, String text) {
    return send(clientMessageId, SendMessage.newBuilder().setType(MessageType.TEXT).setText(text));
  }

  public ConversationCommand reply(String clientMessageId, long replyTo) {
    return send(
        clientMessageId,
        SendMessage.newBuilder().setType(MessageType.TEXT).setText("re").setReplyTo(replyTo));
  }

  public ConversationCommand media(String clientMessageId, MessageType type, Media media) {
    return send(clientMessageId, SendMessage.newBuilder().setType(type).setMedia(media));
  }

  public ConversationCommand send(String clientMessageId, SendMessage.Builder message) {
    return command(clientMessageId, message.build());
  }

  public ConversationCommand edit(String clientMessageId, long messageId, String text) {
    return command(
        clientMessageId, EditMessage.newBuilder().setMessageId(messageId).setText(text).build());
  }

  public ConversationCommand delete(String clientMessageId, long messageId) {
    return command(clientMessageId, DeleteMessage.newBuilder().setMessageId(messageId).build());
  }

  public ConversationCommand group(String clientMessageId, MemberChange... changes) {
    return members(clientMessageId, ConversationKind.GROUP, Arrays.asList(changes));
  }

  public ConversationCommand direct(String clientMessageId, String other) {
    return members(clientMessageId, ConversationKind.DIRECT, List.of(join(senderId), join(other)));
  }

  public ConversationCommand members(
      String clientMessageId, ConversationKind kind, List<MemberChange> changes) {
    return command(
        clientMessageId,
        ChangeMembers.newBuilder().setConversationKind(kind).setChanges(changes).build());
  }

  public ConversationCommand command(String clientMessageId, Object payload) {
    return ConversationCommand.newBuilder()
        .setClientMessageId(clientMessageId)
        .setConversationId(conversationId)
        .setSenderId(senderId)
        .setDeviceId(senderId + "-phone")
        .setGatewayId("gateway-1")
        .setClientTime(0)
        .setPayload(payload)
        .build();
  }

  public static MemberChange join(String userId) {
    return new MemberChange(userId, MemberAction.JOIN, MemberRole.MEMBER, NotifyLevel.ALL);
  }

  public static MemberChange joinAsAdmin(String userId) {
    return new MemberChange(userId, MemberAction.JOIN, MemberRole.ADMIN, NotifyLevel.ALL);
  }

  public static MemberChange leave(String userId) {
    return new MemberChange(userId, MemberAction.LEAVE, MemberRole.MEMBER, NotifyLevel.ALL);
  }

  public static MemberChange setRole(String userId, MemberRole role) {
    return new MemberChange(userId, MemberAction.SET_ROLE, role, NotifyLevel.ALL);
  }

  public static MemberChange setNotify(String userId, NotifyLevel level) {
    return new MemberChange(userId, MemberAction.SET_NOTIFY, MemberRole.MEMBER, level);
  }

  public static Media image() {
    return new Media("media://1/cat.jpg", "image/jpeg", 12_345L, "ab".repeat(32));
  }
}
