package io.parley.receipts.topics;

import io.parley.common.deadletter.DeadLetterReason;
import io.parley.common.decode.Incoming;
import io.parley.common.decode.RecordCheck;
import io.parley.receipts.domain.EventFact;
import io.parley.receipts.domain.EventFact.Kind;
import io.parley.receipts.domain.EventFact.MembershipChange;
import io.parley.receipts.domain.ReceiptFact;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.event.MessageDeleted;
import io.parley.schemas.event.MessageSent;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.Topics;
import java.util.List;
import java.util.Optional;

/**
 * Turns records of the contract into the facts that the ledger needs, so that no text crosses the
 * shuffle.
 */
public final class Facts {

  private Facts() {}

  /** The check of a receipt. A receipt that fails it becomes a dead letter. */
  public static RecordCheck<Receipt> receiptCheck() {
    return RecordCheck.<Receipt>contract(TopicCatalogue.load().topic(Topics.RECEIPTS))
        .and((source, receipt) -> refuse(receipt));
  }

  private static Optional<DeadLetterReason> refuse(Receipt receipt) {
    if (receipt.getMessageId() <= 0) {
      return Optional.of(DeadLetterReason.INVALID_IDENTIFIER);
    }
    // A kind of a later schema: kept where it can be read again after an upgrade.
    return receipt.getKind() == ReceiptKind.UNKNOWN
        ? Optional.of(DeadLetterReason.SCHEMA_MISMATCH)
        : Optional.empty();
  }

  /** The fact of a receipt. Its time is the broker's. */
  public static ReceiptFact of(Incoming<Receipt> incoming) {
    Receipt receipt = incoming.value();
    return new ReceiptFact(
        receipt.getConversationId(),
        receipt.getUserId(),
        receipt.getMessageId(),
        receipt.getKind() == ReceiptKind.READ,
        incoming.source().timestamp());
  }

  /**
   * The fact of an event. An event whose kind does not matter here is kept, because it moves the
   * high-water mark.
   */
  public static EventFact of(ConversationEvent event) {
    return new EventFact(
        event.getConversationId(),
        event.getEventId(),
        event.getSequence(),
        kind(event),
        event.getMessageId(),
        event.getCreatedAt(),
        event.getSenderId(),
        event.getPayload() instanceof MessageSent sent ? sent.getRecipients() : 0,
        event.getPayload() instanceof MembersChanged changed ? membership(changed) : null);
  }

  private static Kind kind(ConversationEvent event) {
    Object payload = event.getPayload();
    if (payload instanceof MessageSent) {
      return Kind.SENT;
    } else if (payload instanceof MessageDeleted) {
      return Kind.DELETED;
    }
    return payload instanceof MembersChanged ? Kind.MEMBERS_CHANGED : Kind.OTHER;
  }

  private static MembershipChange membership(MembersChanged changed) {
    return new MembershipChange(
        changed.getConversationKind(),
        users(changed, MemberAction.JOIN),
        users(changed, MemberAction.LEAVE),
        changed.getMemberCount());
  }

  private static List<String> users(MembersChanged changed, MemberAction action) {
    return changed.getChanges().stream()
        .filter(change -> change.getAction() == action)
        .map(change -> change.getUserId())
        .toList();
  }
}
