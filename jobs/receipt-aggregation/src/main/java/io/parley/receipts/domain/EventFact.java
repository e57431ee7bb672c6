package io.parley.receipts.domain;

import io.parley.schemas.conversation.ConversationKind;
import java.util.List;

/**
 * The facts of a conversation's event that the ledger needs, without text and media.
 *
 * @param eventId Snowflake id, strictly rising within the conversation
 * @param sequence the event's number in the conversation: 1, 2, 3, ...
 * @param messageId the message that was sent or deleted; means nothing for the other kinds
 * @param at event time, milliseconds since 1970
 * @param senderId the user whose command caused the event
 * @param recipients for {@link Kind#SENT}: the members who are to receive the message
 * @param membership for {@link Kind#MEMBERS_CHANGED}, else null
 */
public record EventFact(
    String conversationId,
    long eventId,
    long sequence,
    Kind kind,
    long messageId,
    long at,
    String senderId,
    int recipients,
    MembershipChange membership) {

  /**
   * The kind of an event. OTHER changes neither a status nor a count. It is an edit, or an event of
   * a later version.
   */
  public enum Kind {
    SENT,
    DELETED,
    MEMBERS_CHANGED,
    OTHER
  }

  /**
   * The users who join or leave with an event.
   *
   * @param joined users who became members by this event
   * @param left users who ceased to be members by this event
   * @param memberCount members after this event, as ingest counts them
   */
  public record MembershipChange(
      ConversationKind conversationKind, List<String> joined, List<String> left, int memberCount) {}
}
