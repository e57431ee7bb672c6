package io.parley.ingest.domain;

import io.parley.schemas.conversation.MessageType;

/**
 * What later commands need to know of a message: never its content.
 *
 * @param authorId who may edit it
 * @param type as it was sent; an edit never changes it
 * @param replyTo the message it answers, or {@link #NO_REPLY}
 * @param deleted whether it is gone
 */
public record MessageFacts(String authorId, MessageType type, long replyTo, boolean deleted) {

  /** No id is 0: the first millisecond of the Snowflake epoch lies in the past. */
  public static final long NO_REPLY = 0;

  MessageFacts asDeleted() {
    return new MessageFacts(authorId, type, replyTo, true);
  }
}
