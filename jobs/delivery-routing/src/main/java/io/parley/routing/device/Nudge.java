package io.parley.routing.device;

import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MessageSent;
import io.parley.schemas.push.PushRequest;

/**
 * Word of a message, without the message: what a push request needs.
 *
 * @param conversationId the conversation
 * @param messageId the message
 * @param senderId who wrote it
 * @param type what it is
 * @param createdAt when, milliseconds since 1970
 */
public record Nudge(
    String conversationId, long messageId, String senderId, MessageType type, long createdAt) {

  /** Of an event that wakes people; null for edits, deletions and changes of members. */
  public static Nudge of(ConversationEvent event) {
    return event.getPayload() instanceof MessageSent sent
        ? new Nudge(
            event.getConversationId(),
            event.getMessageId(),
            event.getSenderId(),
            sent.getType(),
            event.getCreatedAt())
        : null;
  }

  PushRequest to(String userId) {
    return PushRequest.newBuilder()
        .setUserId(userId)
        .setConversationId(conversationId)
        .setMessageId(messageId)
        .setSenderId(senderId)
        .setType(type)
        .setCollapseKey(conversationId)
        .setCreatedAt(createdAt)
        .build();
  }
}
