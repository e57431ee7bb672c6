package io.parley.routing.topics;

import io.parley.routing.domain.Unseen;
import io.parley.schemas.id.Identifiers;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.push.PushKind;
import io.parley.schemas.push.PushRequest;

/**
 * Makes the records of {@code chat.push}. The request id follows from the contents of the request,
 * so a repetition after a restart bears the same id.
 */
public final class PushRequests {

  private PushRequests() {}

  /** A notification of a message. */
  public static PushRequest notify(String userId, String conversation, Unseen message, int unread) {
    return request(PushKind.NOTIFY, userId, conversation, message.messageId())
        .setSenderId(message.senderId())
        .setType(message.type())
        .setUnreadCount(unread)
        .build();
  }

  /** Takes back the notification of a message. */
  public static PushRequest clear(String userId, String conversation, long messageId) {
    return request(PushKind.CLEAR, userId, conversation, messageId).build();
  }

  private static PushRequest.Builder request(
      PushKind kind, String userId, String conversation, long messageId) {
    return PushRequest.newBuilder()
        .setKind(kind)
        .setUserId(userId)
        .setConversationId(conversation)
        .setMessageId(messageId)
        .setUnreadCount(0)
        .setCollapseKey(conversation)
        .setRequestId(
            String.join(SEPARATOR, userId, conversation, Long.toString(messageId), kind.name()))
        .setCreatedAt(Snowflake.unixMillis(messageId));
  }

  // No id has a slash.
  private static final String SEPARATOR = String.valueOf(Identifiers.KEY_SEPARATOR);
}
