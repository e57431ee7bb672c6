package io.parley.receipts.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.receipts.domain.EventFact;
import io.parley.receipts.domain.EventFact.Kind;
import io.parley.receipts.domain.EventFact.MembershipChange;
import io.parley.receipts.domain.LedgerRules;
import io.parley.receipts.domain.ReceiptFact;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.status.DeliveryStatus;
import io.parley.schemas.status.MessageStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** Timers, state after snapshot, restore and rescale, and what is left of it in the end. */
class LedgerFunctionTest {

  private static final LedgerRules RULES = LedgerRules.DEFAULTS;

  private static final long MINUTE = 60_000;

  /** When a run no longer writes unread counts in full, because its input is its own. */
  private static final long AFTER_THE_START = 3 * MINUTE;

  private static final long T = Snowflake.EPOCH_MILLIS + 1_000_000L;

  @Test
  void changesAreGatheredForTheCoalescingTimeAndThenWrittenOnce() throws Exception {
    try (LedgerHarness ledger = LedgerHarness.open(RULES)) {
      ledger.processingTime(1_000).event(joined("c", T)).event(sent("c", T + 1));
      ledger.receipt(read("c", "bob", T + 1, T + 2)).receipt(read("c", "cem", T + 1, T + 3));
      ledger.processingTime(1_199);
      assertThat(ledger.statuses()).isEmpty();
      ledger.processingTime(1_200);
      assertThat(ledger.statuses())
          .singleElement()
          .returns(DeliveryStatus.READ, MessageStatus::getStatus)
          .returns(2, MessageStatus::getReadCount);
      assertThat(ledger.rows()).hasSize(2);
      assertThat(ledger.cursors().get("bob").unread()).isZero();
      // One message, two deliveries, two readings.
      assertThat(ledger.samples()).isEqualTo(5);
    }
  }

  @Test
  void nothingIsWrittenWhereNothingChanged() throws Exception {
    try (LedgerHarness ledger = LedgerHarness.open(RULES)) {
      ledger.processingTime(0).event(joined("c", T)).event(sent("c", T + 1)).processingTime(3_000);
      long changes = ledger.changes().count();
      ledger.receipt(read("c", "stranger", T + 1, T + 2)).receipt(read("c", "ann", T + 1, T + 2));
      assertThat(ledger.processingTime(9_000).changes()).hasSize((int) changes);
    }
  }

  @Test
  void whatIsNotYetWrittenSurvivesASnapshot() throws Exception {
    OperatorSubtaskState snapshot;
    try (LedgerHarness ledger = LedgerHarness.open(RULES)) {
      ledger.processingTime(0).event(joined("c", T)).event(sent("c", T + 1));
      ledger.receipt(read("c", "bob", T + 1, T + 2)).receipt(read("c", "cem", T + 9, T + 3));
      snapshot = ledger.snapshot();
    }
    try (LedgerHarness ledger = LedgerHarness.restore(RULES, snapshot, 1, 1, 0)) {
      assertThat(ledger.processingTime(10_000).statuses())
          .singleElement()
          .returns(1, MessageStatus::getReadCount);
      // The receipt that waited for its message still waits, and then counts.
      ledger.event(sent("c", T + 9));
      assertThat(ledger.processingTime(20_000).statuses())
          .extracting(MessageStatus::getReadCount)
          .containsExactlyInAnyOrder(2, 1);
    }
  }

  @Test
  void everyConversationMovesWithItsStateAndTimersWhenTheJobIsRescaled() throws Exception {
    int conversations = 30;
    OperatorSubtaskState snapshot;
    try (LedgerHarness ledger = LedgerHarness.open(RULES)) {
      ledger.processingTime(0);
      for (int i = 0; i < conversations; i++) {
        ledger.event(joined("c" + i, T)).event(sent("c" + i, T + 1));
        ledger.receipt(read("c" + i, "bob", T + 1, T + 2));
      }
      snapshot = ledger.snapshot();
    }
    List<MessageStatus> written = new ArrayList<>();
    for (int subtask = 0; subtask < 3; subtask++) {
      try (LedgerHarness ledger = LedgerHarness.restore(RULES, snapshot, 1, 3, subtask)) {
        List<MessageStatus> share = ledger.processingTime(1_000).statuses();
        assertThat(share).isNotEmpty();
        written.addAll(share);
      }
    }
    assertThat(written)
        .extracting(MessageStatus::getConversationId)
        .hasSize(conversations)
        .doesNotHaveDuplicates();
  }

  /** Seen red with superseded timers left in place: one a message, for thirty days. */
  @Test
  void aFinishedConversationLeavesItsOneRecord() throws Exception {
    try (LedgerHarness ledger = LedgerHarness.openOnHeap(RULES)) {
      ledger.processingTime(0).event(joined("c", T));
      for (int i = 1; i <= 80; i++) {
        ledger.event(sent("c", T + i)).receipt(read("c", "bob", T + i, T + i));
        ledger.receipt(read("c", "cem", T + i, T + i));
      }
      ledger.processingTime(3_000);
      assertThat(ledger.piecesOfState()).as("the record, and messages beyond it").isEqualTo(2);
      ledger.watermark(T + 80 + RULES.settle().toMillis() + 2 * MINUTE);
      assertThat(ledger.piecesOfState()).isEqualTo(1);
      assertThat(ledger.timers()).isZero();
    }
  }

  @Test
  void aLargeConversationLeavesItsRecordAndItsMembers() throws Exception {
    List<String> members = IntStream.range(0, 20).mapToObj(i -> "u" + i).toList();
    try (LedgerHarness ledger = LedgerHarness.openOnHeap(RULES)) {
      ledger.processingTime(0).event(joined("c", T, members)).event(sent("c", T + 1, "u0"));
      ledger.processingTime(3_000);
      ledger.watermark(T + RULES.horizon().toMillis() - MINUTE);
      assertThat(ledger.piecesOfState()).as("record, members, index, names, messages").isEqualTo(5);
      ledger.watermark(T + RULES.horizon().toMillis() + MINUTE);
      assertThat(ledger.piecesOfState()).as("record, members, index, names").isEqualTo(4);
      assertThat(ledger.timers()).isZero();
    }
  }

  @Test
  void receiptsForAConversationThatDoesNotExistLeaveNothingBehind() throws Exception {
    try (LedgerHarness ledger = LedgerHarness.openOnHeap(RULES)) {
      ledger.processingTime(0).receipt(read("nowhere", "eve", T, T));
      assertThat(ledger.piecesOfState()).as("record, pending, index").isEqualTo(3);
      ledger.watermark(T + 2 * RULES.pendingAtMost().toMillis());
      assertThat(ledger.piecesOfState()).isZero();
      assertThat(ledger.timers()).isZero();
    }
  }

  /**
   * The bound of the README: a thousand members get and read one message within a second. Seen red
   * with a flush a millisecond after each change.
   */
  @Test
  void aStormOfReceiptsCostsAFewStatusesAndAnUpdateForEachReader() throws Exception {
    List<String> members = IntStream.range(0, 1_000).mapToObj(i -> "u" + i).toList();
    try (LedgerHarness ledger = LedgerHarness.open(RULES)) {
      ledger.processingTime(0).event(joined("c", T, members)).processingTime(AFTER_THE_START);
      ledger.event(sent("c", T + 1, "u0"));
      int cursors = ledger.cursorUpdates();
      for (int i = 1; i < 1_000; i++) {
        ledger.processingTime(AFTER_THE_START + i);
        ledger.receipt(delivered("c", "u" + i, T + 1, T + 1_000 + i));
        ledger.receipt(read("c", "u" + i, T + 1, T + 1_000 + i));
      }
      List<MessageStatus> statuses = ledger.processingTime(AFTER_THE_START + 2_000).statuses();
      assertThat(statuses).hasSizeLessThanOrEqualTo(1_000 / 200 + 2);
      assertThat(statuses).last().returns(999, MessageStatus::getReadCount);
      assertThat(ledger.cursorUpdates() - cursors).isEqualTo(999);
      assertThat(ledger.rows()).isEmpty();
    }
  }

  /** Seen red with no bound. */
  @Test
  void aFlushIsOneRecordUnlessItIsHuge() throws Exception {
    List<String> members = IntStream.range(0, 1_200).mapToObj(i -> "u" + i).toList();
    try (LedgerHarness ledger = LedgerHarness.open(RULES)) {
      ledger.processingTime(0).event(joined("c", T)).processingTime(200);
      assertThat(ledger.changes()).hasSize(1);

      ledger.event(joined("huge", T, members)).processingTime(400);
      assertThat(ledger.changes().skip(1))
          .hasSizeGreaterThan(2)
          .allSatisfy(part -> assertThat(part.cursors()).hasSizeLessThanOrEqualTo(500));
      assertThat(ledger.cursors().keySet()).containsAll(members);
    }
  }

  private static EventFact joined(String conversation, long at) {
    return joined(conversation, at, List.of("ann", "bob", "cem"));
  }

  private static EventFact joined(String conversation, long at, List<String> users) {
    return new EventFact(
        conversation,
        id(at),
        1,
        Kind.MEMBERS_CHANGED,
        id(at),
        at,
        users.get(0),
        0,
        new MembershipChange(ConversationKind.GROUP, users, List.of(), users.size()));
  }

  private static EventFact sent(String conversation, long at) {
    return sent(conversation, at, "ann");
  }

  private static EventFact sent(String conversation, long at, String sender) {
    int recipients = sender.equals("ann") ? 2 : 999;
    return new EventFact(
        conversation, id(at), at - T + 1, Kind.SENT, id(at), at, sender, recipients, null);
  }

  private static ReceiptFact delivered(String conversation, String user, long messageAt, long at) {
    return new ReceiptFact(conversation, user, id(messageAt), false, at);
  }

  private static ReceiptFact read(String conversation, String user, long messageAt, long at) {
    return new ReceiptFact(conversation, user, id(messageAt), true, at);
  }

  private static long id(long at) {
    return Snowflake.of(at, 0, 1, 0);
  }
}
