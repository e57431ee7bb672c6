package io.parley.ingest.domain;

import static io.parley.ingest.domain.RejectedException.require;

import io.parley.schemas.ack.RejectionReason;
import io.parley.schemas.command.DeleteMessage;
import io.parley.schemas.command.EditMessage;
import io.parley.schemas.command.SendMessage;
import io.parley.schemas.conversation.Media;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.event.MessageDeleted;
import io.parley.schemas.event.MessageEdited;
import io.parley.schemas.event.MessageSent;
import io.parley.schemas.id.Identifiers;
import io.parley.schemas.id.Snowflake;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules for sending, editing and deleting messages.
 *
 * <p>Every action needs a member. Only the author may edit a message. The author or an admin may
 * delete it. Both are allowed within the edit horizon, and not after a deletion. Only an admin may
 * send a SYSTEM message. A reply names an earlier message of the conversation, which is verified as
 * far back as the edit horizon. Beyond it any id since the conversation began is accepted, because
 * the state does not remember messages for ever.
 */
final class MessageRules {

  private final long editHorizonMillis;

  MessageRules(DecisionLimits limits) {
    this.editHorizonMillis = limits.editHorizon().toMillis();
  }

  Proposal send(
      ConversationState state, ConversationHead head, NumberedCommand numbered, SendMessage send)
      throws RejectedException {
    Member sender = sender(state, head, numbered);
    requireContent(sender, send.getType(), send.getText(), send.getMedia());
    requireMentions(send.getMentions());
    require(isAnswerable(state, head, numbered, send.getReplyTo()), RejectionReason.INVALID_REPLY);
    ConversationHead next = head.withOneMoreMessage();
    MessageSent payload =
        MessageSent.newBuilder()
            .setType(send.getType())
            .setText(send.getText())
            .setMedia(send.getMedia())
            .setReplyTo(send.getReplyTo())
            .setRecipients(head.members() - 1)
            .setOrdinal(next.messages())
            .setMentions(send.getMentions())
            .build();
    return new Proposal(numbered.id(), payload, next);
  }

  Proposal edit(
      ConversationState state, ConversationHead head, NumberedCommand numbered, EditMessage edit)
      throws RejectedException {
    Member sender = sender(state, head, numbered);
    MessageFacts message = changeable(state, head, numbered, edit.getMessageId());
    require(isAuthor(message, numbered), RejectionReason.NOT_THE_AUTHOR);
    require(!message.deleted(), RejectionReason.MESSAGE_DELETED);
    requireContent(sender, message.type(), edit.getText(), edit.getMedia());
    MessageEdited payload =
        MessageEdited.newBuilder()
            .setType(message.type())
            .setText(edit.getText())
            .setMedia(edit.getMedia())
            .setReplyTo(message.replyTo() == MessageFacts.NO_REPLY ? null : message.replyTo())
            .build();
    return new Proposal(edit.getMessageId(), payload, head);
  }

  Proposal delete(
      ConversationState state,
      ConversationHead head,
      NumberedCommand numbered,
      DeleteMessage delete)
      throws RejectedException {
    Member sender = sender(state, head, numbered);
    MessageFacts message = changeable(state, head, numbered, delete.getMessageId());
    require(isAuthor(message, numbered) || sender.isAdmin(), RejectionReason.NOT_THE_AUTHOR);
    require(!message.deleted(), RejectionReason.MESSAGE_DELETED);
    MessageDeleted payload = MessageDeleted.newBuilder().setAuthorId(message.authorId()).build();
    return new Proposal(delete.getMessageId(), payload, head);
  }

  private static Member sender(
      ConversationState state, ConversationHead head, NumberedCommand numbered)
      throws RejectedException {
    require(head.exists(), RejectionReason.CONVERSATION_NOT_FOUND);
    return state
        .member(numbered.command().getSenderId())
        .orElseThrow(() -> new RejectedException(RejectionReason.NOT_A_MEMBER));
  }

  private static void requireContent(Member sender, MessageType type, String text, Media media)
      throws RejectedException {
    ContentRules.check(type, text, media);
    require(type != MessageType.SYSTEM || sender.isAdmin(), RejectionReason.NOT_AN_ADMIN);
  }

  private static void requireMentions(List<String> mentions) throws RejectedException {
    require(mentions.size() <= DecisionLimits.MAX_MENTIONS, RejectionReason.INVALID_MENTIONS);
    Set<String> users = new HashSet<>();
    for (String user : mentions) {
      require(Identifiers.isValid(user), RejectionReason.INVALID_ID);
      require(users.add(user), RejectionReason.INVALID_MENTIONS);
    }
  }

  private MessageFacts changeable(
      ConversationState state, ConversationHead head, NumberedCommand numbered, long messageId)
      throws RejectedException {
    require(canExist(head, numbered, messageId), RejectionReason.INVALID_MESSAGE_ID);
    require(isWithinEditHorizon(numbered, messageId), RejectionReason.EDIT_TOO_LATE);
    return state
        .message(messageId)
        .orElseThrow(() -> new RejectedException(RejectionReason.MESSAGE_NOT_FOUND));
  }

  private boolean isAnswerable(
      ConversationState state, ConversationHead head, NumberedCommand numbered, Long replyTo) {
    return replyTo == null
        || (canExist(head, numbered, replyTo)
            && (!isWithinEditHorizon(numbered, replyTo) || state.message(replyTo).isPresent()));
  }

  private static boolean isAuthor(MessageFacts message, NumberedCommand numbered) {
    return message.authorId().equals(numbered.command().getSenderId());
  }

  /** Whether a message of this conversation can have the id: it is as old as its id says. */
  private static boolean canExist(ConversationHead head, NumberedCommand numbered, long messageId) {
    return messageId >= head.firstEventId() && messageId < numbered.id();
  }

  private boolean isWithinEditHorizon(NumberedCommand numbered, long messageId) {
    return numbered.time() - Snowflake.unixMillis(messageId) <= editHorizonMillis;
  }
}
