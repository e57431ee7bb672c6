package io.parley.receipts.domain;

import io.parley.schemas.conversation.ConversationKind;
import java.util.List;

/**
 * What the ledger needs of an event of the conversation: no text, no media.
 *
 * @param eventId Snowflake id, strictly rising within the conversation
 * @param messageId the message that was sent or deleted; means nothing for the other kinds
 * @param at event time, milliseconds since 1970
 * @param senderId the user whose command caused the event
 * @param conversationKind set for {@link Kind#MEMBERS_CHANGED}, else {@code UNKNOWN}
 * @param joined who became a member by this event
 * @param left who ceased to be a member by this event
 */
public record EventFact(
    String conversationId,
    long eventId,
    Kind kind,
    long messageId,
    long at,
    String senderId,
    ConversationKind conversationKind,
    List<String> joined,
    List<String> left) {

  /** OTHER changes no status and no count: an edit, or an event of a later version. */
  public enum Kind {
    SENT,
    DELETED,
    MEMBERS_CHANGED,
    OTHER
  }
}
