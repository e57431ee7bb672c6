package io.parley.ingest.domain;

import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MessageSent;
import java.util.Objects;

/**
 * The facts of a message that later commands need. The content of the message is not among them.
 *
 * @param authorId the only user who may edit it
 * @param type as it was sent; an edit never changes it
 * @param replyTo the message it answers, or {@link #NO_REPLY}
 * @param deleted whether it was deleted
 */
public record MessageFacts(String authorId, MessageType type, long replyTo, boolean deleted) {

  /** No id is 0: the first millisecond of the Snowflake epoch lies in the past. */
  public static final long NO_REPLY = 0;

  /** The facts of the message that an event creates; null if it creates none. */
  static MessageFacts of(ConversationEvent event) {
    return event.getPayload() instanceof MessageSent sent
        ? new MessageFacts(
            event.getSenderId(),
            sent.getType(),
            Objects.requireNonNullElse(sent.getReplyTo(), NO_REPLY),
            false)
        : null;
  }

  MessageFacts asDeleted() {
    return new MessageFacts(authorId, type, replyTo, true);
  }
}
