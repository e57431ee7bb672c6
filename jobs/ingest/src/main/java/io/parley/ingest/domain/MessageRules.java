package io.parley.ingest.domain;

import static io.parley.ingest.domain.RejectedException.require;

import io.parley.schemas.ack.RejectionReason;
import io.parley.schemas.command.DeleteMessage;
import io.parley.schemas.command.EditMessage;
import io.parley.schemas.command.SendMessage;
import io.parley.schemas.conversation.Media;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.event.MessageDeleted;
import io.parley.schemas.event.MessageEdited;
import io.parley.schemas.event.MessageSent;
import io.parley.schemas.id.Snowflake;

/**
 * Who may send, edit and delete what.
 *
 * <p>Only members do anything. Only the author edits; the author or an admin deletes; both within
 * the edit horizon, and not after a delete. A SYSTEM message is an admin's. A reply names an
 * earlier message of the conversation; that is verified as far back as the edit horizon, and beyond
 * it any earlier id passes, since the state does not remember messages for ever.
 */
final class MessageRules {

  private final long editHorizonMillis;

  MessageRules(DecisionLimits limits) {
    this.editHorizonMillis = limits.editHorizon().toMillis();
  }

  PendingEvent send(ConversationState state, NumberedCommand numbered, SendMessage send)
      throws RejectedException {
    ConversationHead head = existing(state);
    MemberRole role = sender(state, numbered);
    requireContent(role, send.getType(), send.getText(), send.getMedia());
    require(isAnswerable(state, numbered, send.getReplyTo()), RejectionReason.INVALID_REPLY);
    MessageSent payload =
        MessageSent.newBuilder()
            .setType(send.getType())
            .setText(send.getText())
            .setMedia(send.getMedia())
            .setReplyTo(send.getReplyTo())
            .build();
    return new PendingEvent(numbered.id(), payload, head);
  }

  PendingEvent edit(ConversationState state, NumberedCommand numbered, EditMessage edit)
      throws RejectedException {
    ConversationHead head = existing(state);
    MemberRole role = sender(state, numbered);
    MessageFacts message = changeable(state, numbered, edit.getMessageId());
    require(isAuthor(message, numbered), RejectionReason.NOT_THE_AUTHOR);
    require(!message.deleted(), RejectionReason.MESSAGE_DELETED);
    requireContent(role, message.type(), edit.getText(), edit.getMedia());
    MessageEdited payload =
        MessageEdited.newBuilder()
            .setType(message.type())
            .setText(edit.getText())
            .setMedia(edit.getMedia())
            .setReplyTo(message.replyTo() == MessageFacts.NO_REPLY ? null : message.replyTo())
            .build();
    return new PendingEvent(edit.getMessageId(), payload, head);
  }

  PendingEvent delete(ConversationState state, NumberedCommand numbered, DeleteMessage delete)
      throws RejectedException {
    ConversationHead head = existing(state);
    MemberRole role = sender(state, numbered);
    MessageFacts message = changeable(state, numbered, delete.getMessageId());
    require(
        isAuthor(message, numbered) || role == MemberRole.ADMIN, RejectionReason.NOT_THE_AUTHOR);
    require(!message.deleted(), RejectionReason.MESSAGE_DELETED);
    MessageDeleted payload = MessageDeleted.newBuilder().setAuthorId(message.authorId()).build();
    return new PendingEvent(delete.getMessageId(), payload, head);
  }

  private static ConversationHead existing(ConversationState state) throws RejectedException {
    return state
        .head()
        .orElseThrow(() -> new RejectedException(RejectionReason.CONVERSATION_NOT_FOUND));
  }

  private static MemberRole sender(ConversationState state, NumberedCommand numbered)
      throws RejectedException {
    return state
        .member(numbered.command().getSenderId())
        .orElseThrow(() -> new RejectedException(RejectionReason.NOT_A_MEMBER));
  }

  private static void requireContent(MemberRole role, MessageType type, String text, Media media)
      throws RejectedException {
    ContentRules.check(type, text, media);
    require(type != MessageType.SYSTEM || role == MemberRole.ADMIN, RejectionReason.NOT_AN_ADMIN);
  }

  private MessageFacts changeable(ConversationState state, NumberedCommand numbered, long messageId)
      throws RejectedException {
    require(isEarlier(numbered, messageId), RejectionReason.MESSAGE_NOT_FOUND);
    require(isWithinEditHorizon(numbered, messageId), RejectionReason.EDIT_TOO_LATE);
    return state
        .message(messageId)
        .orElseThrow(() -> new RejectedException(RejectionReason.MESSAGE_NOT_FOUND));
  }

  private boolean isAnswerable(ConversationState state, NumberedCommand numbered, Long replyTo) {
    return replyTo == null
        || (isEarlier(numbered, replyTo)
            && (!isWithinEditHorizon(numbered, replyTo) || state.message(replyTo).isPresent()));
  }

  private static boolean isAuthor(MessageFacts message, NumberedCommand numbered) {
    return message.authorId().equals(numbered.command().getSenderId());
  }

  private static boolean isEarlier(NumberedCommand numbered, long messageId) {
    return messageId > 0 && messageId < numbered.id();
  }

  private boolean isWithinEditHorizon(NumberedCommand numbered, long messageId) {
    return numbered.time() - Snowflake.unixMillis(messageId) <= editHorizonMillis;
  }
}
