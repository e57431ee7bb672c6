package io.parley.receipts.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.common.deadletter.DeadLetterReason;
import io.parley.common.decode.Incoming;
import io.parley.common.kafka.SourceRecord;
import io.parley.receipts.domain.EventFact;
import io.parley.receipts.domain.EventFact.Kind;
import io.parley.receipts.domain.ReceiptFact;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.event.MessageDeleted;
import io.parley.schemas.event.MessageSent;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which receipts are refused, and what the ledger hears of the others and of events. */
class FactsTest {

  private static final long NOW = 1_750_000_000_000L;

  @Test
  void aReceiptIsItsPositionAndTheBrokersTime() {
    Receipt receipt = receipt(7, ReceiptKind.READ);
    assertThat(refused(receipt)).isEmpty();
    assertThat(Facts.of(new Incoming<>(source(), receipt)))
        .isEqualTo(new ReceiptFact("c", "ann", 7, true, NOW));
    assertThat(Facts.of(new Incoming<>(source(), receipt(7, ReceiptKind.DELIVERED))).read())
        .isFalse();
  }

  /** Seen red without the check of the job, and without that of the contract. */
  @Test
  void aReceiptThatCanNeverCountIsADeadLetter() {
    assertThat(refused(receipt(0, ReceiptKind.READ))).contains(DeadLetterReason.INVALID_IDENTIFIER);
    assertThat(refused(receipt(-1, ReceiptKind.READ)))
        .contains(DeadLetterReason.INVALID_IDENTIFIER);
    assertThat(refused(receipt(7, ReceiptKind.UNKNOWN))).contains(DeadLetterReason.SCHEMA_MISMATCH);
    Receipt slash = Receipt.newBuilder(receipt(7, ReceiptKind.READ)).setUserId("a/b").build();
    assertThat(refused(slash)).contains(DeadLetterReason.INVALID_IDENTIFIER);
  }

  /**
   * ScyllaDB would refuse the rows of a receipt from a broker whose clock is days ahead, and the
   * task would fail at each restart. A clock that is ahead by hours is believed. Seen red without
   * the bound.
   */
  @Test
  void aReceiptFromABrokerWhoseClockIsDaysAheadIsADeadLetterAndMovesNoEventTime() {
    Receipt receipt = receipt(7, ReceiptKind.READ);
    long now = System.currentTimeMillis();
    SourceRecord hoursAhead = source(now + Duration.ofHours(30).toMillis());
    assertThat(Facts.receiptCheck().refuse(hoursAhead, receipt)).isEmpty();
    assertThat(Facts.eventTime(hoursAhead)).isEqualTo(hoursAhead.timestamp());
    SourceRecord daysAhead = source(now + Duration.ofHours(49).toMillis());
    assertThat(Facts.receiptCheck().refuse(daysAhead, receipt))
        .contains(DeadLetterReason.TIMESTAMP_OUT_OF_RANGE);
    assertThat(Facts.eventTime(daysAhead)).isZero();
  }

  @Test
  void aMessageIsItsSenderAndTheNumberOfItsRecipients() {
    EventFact sent =
        Facts.of(
            event(
                MessageSent.newBuilder()
                    .setType(MessageType.TEXT)
                    .setText("secret")
                    .setRecipients(3)
                    .setOrdinal(1L)
                    .build()));
    assertThat(sent).isEqualTo(new EventFact("c", 8, 4, Kind.SENT, 9, NOW, "ann", 3, null));
    assertThat(sent.toString()).doesNotContain("secret");
    assertThat(Facts.of(event(MessageDeleted.newBuilder().setAuthorId("ann").build())).kind())
        .isEqualTo(Kind.DELETED);
    assertThat(Facts.of(event(null)).kind())
        .as("a payload of a later schema")
        .isEqualTo(Kind.OTHER);
  }

  @Test
  void aChangeOfMembersIsWhoJoinedWhoLeftAndHowManyThereAre() {
    EventFact fact =
        Facts.of(
            event(
                MembersChanged.newBuilder()
                    .setConversationKind(ConversationKind.GROUP)
                    .setChanges(
                        List.of(
                            change("ann", MemberAction.JOIN),
                            change("bob", MemberAction.LEAVE),
                            change("cem", MemberAction.JOIN)))
                    .setMemberCount(5)
                    .build()));
    assertThat(fact.kind()).isEqualTo(Kind.MEMBERS_CHANGED);
    assertThat(fact.membership())
        .isEqualTo(
            new EventFact.MembershipChange(
                ConversationKind.GROUP, List.of("ann", "cem"), List.of("bob"), 5));
  }

  private static MemberChange change(String user, MemberAction action) {
    return MemberChange.newBuilder().setUserId(user).setAction(action).build();
  }

  private static Optional<DeadLetterReason> refused(Receipt receipt) {
    return Facts.receiptCheck().refuse(source(), receipt);
  }

  private static SourceRecord source() {
    return source(NOW);
  }

  private static SourceRecord source(long at) {
    byte[] key = "c".getBytes(StandardCharsets.UTF_8);
    return new SourceRecord(Topics.RECEIPTS, 0, 0, at, true, key, new byte[0], null);
  }

  private static Receipt receipt(long messageId, ReceiptKind kind) {
    return Receipt.newBuilder()
        .setConversationId("c")
        .setUserId("ann")
        .setDeviceId("d")
        .setMessageId(messageId)
        .setKind(kind)
        .build();
  }

  private static ConversationEvent event(Object payload) {
    return ConversationEvent.newBuilder()
        .setEventId(8)
        .setSequence(4)
        .setConversationId("c")
        .setMessageId(9)
        .setSenderId("ann")
        .setDeviceId("d")
        .setClientMessageId("m")
        .setCreatedAt(NOW)
        .setCommandAppendedAt(NOW)
        .setPayload(payload)
        .build();
  }
}
