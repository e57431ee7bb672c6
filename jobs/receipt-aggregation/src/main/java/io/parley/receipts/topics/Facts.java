package io.parley.receipts.topics;

import io.parley.common.deadletter.DeadLetterReason;
import io.parley.common.decode.Incoming;
import io.parley.common.decode.RecordCheck;
import io.parley.common.kafka.SourceRecord;
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
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Turns records of the contract into the facts that the ledger needs, so that no text crosses the
 * shuffle.
 */
public final class Facts {

  /**
   * How far a receipt may be dated ahead of this machine's clock. ScyllaDB refuses a write
   * timestamp more than three days ahead, and a refused row would fail the task again after every
   * restart. The third day is for a ScyllaDB node whose clock is behind this machine's.
   */
  private static final Duration MAX_AHEAD = Duration.ofDays(2);

  private Facts() {}

  /** The check of a receipt. A receipt that fails it becomes a dead letter. */
  public static RecordCheck<Receipt> receiptCheck() {
    return RecordCheck.<Receipt>contract(TopicCatalogue.load().topic(Topics.RECEIPTS))
        .and((source, receipt) -> refuse(source, receipt));
  }

  /**
   * The event time of a receipt's record, milliseconds since 1970. It is 0 for a record that
   * becomes a dead letter because of its time. Such a record must not move event time, or the job
   * would pause its partition until the other partitions reach that time.
   */
  public static long eventTime(SourceRecord source) {
    return source.logAppendTime() && !isTooFarAhead(source) ? source.timestamp() : 0;
  }

  /**
   * Whether a broker's wrong clock dated the record. The machine's clock decides, because no input
   * can: a receipt may name a message of any age, and a partition may have been silent for any
   * time.
   *
   * <p>Such a record becomes a dead letter. A time cut down to the machine's clock would differ
   * from run to run, and so would the versions of the rows. A replay may accept a receipt that was
   * refused before, which only moves cursors and counts forward.
   */
  private static boolean isTooFarAhead(SourceRecord source) {
    return source.timestamp() > System.currentTimeMillis() + MAX_AHEAD.toMillis();
  }

  private static Optional<DeadLetterReason> refuse(SourceRecord source, Receipt receipt) {
    if (isTooFarAhead(source)) {
      return Optional.of(DeadLetterReason.TIMESTAMP_OUT_OF_RANGE);
    }
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
