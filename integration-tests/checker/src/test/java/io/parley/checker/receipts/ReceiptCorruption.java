package io.parley.checker.receipts;

import static io.parley.checker.Violation.COUNT_MISMATCH;
import static io.parley.checker.Violation.CURSOR_REGRESSION;
import static io.parley.checker.Violation.STATUS_REGRESSION;

import io.parley.checker.Violation;
import io.parley.checker.history.ReceiptHistory.CursorRow;
import io.parley.checker.history.ReceiptHistory.ReceiptRow;
import io.parley.checker.history.ReceiptHistory.UnreadRow;
import io.parley.checker.history.Seen;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;

/** One way to corrupt a history of receipts, and the violation that the checker must find then. */
enum ReceiptCorruption {
  A_STATUS_FELL(ReceiptCorruption::repeatOldStatus, STATUS_REGRESSION),
  A_CURSOR_FELL(ReceiptCorruption::repeatOldCursor, CURSOR_REGRESSION),
  A_STATUS_WAS_REPEATED(ReceiptCorruption::repeatNewestStatus, STATUS_REGRESSION),
  A_CURSOR_WAS_REPEATED(ReceiptCorruption::repeatNewestCursor, CURSOR_REGRESSION),
  A_MESSAGE_THAT_NOBODY_GOT_HAS_A_STATUS(ReceiptCorruption::addSent, COUNT_MISMATCH),
  A_MESSAGE_HAS_NO_STATUS(ReceiptCorruption::dropStatus, COUNT_MISMATCH),
  A_STATUS_IS_OF_NO_MESSAGE(ReceiptCorruption::inventStatus, COUNT_MISMATCH),
  A_STATUS_ROW_IS_OF_NO_MESSAGE(ReceiptCorruption::inventStatusRow, COUNT_MISMATCH),
  A_STATUS_ROW_IS_MISSING(
      (history, random) -> any(history.statusRows, random, true), COUNT_MISMATCH),
  A_STATUS_ROW_COUNTS_ONE_MORE(ReceiptCorruption::countOneMore, COUNT_MISMATCH),
  A_CURSOR_ROW_IS_BEHIND(ReceiptCorruption::moveCursorRow, COUNT_MISMATCH),
  AN_UNREAD_COUNT_SAYS_ONE_MORE(ReceiptCorruption::raiseUnreadCount, COUNT_MISMATCH),
  AN_UNREAD_COUNT_IS_MISSING(
      (history, random) -> any(history.unreadRows, random, true), COUNT_MISMATCH),
  A_RECIPIENT_HAS_NO_ROW(
      (history, random) -> any(history.receiptRows, random, true), COUNT_MISMATCH),
  A_ROW_SAYS_READ_WRONGLY(ReceiptCorruption::flipRead, COUNT_MISMATCH),
  A_STRANGER_HAS_A_ROW(ReceiptCorruption::addStranger, COUNT_MISMATCH),
  A_RECEIPT_WAS_IGNORED(ReceiptCorruption::addReceipt, COUNT_MISMATCH);

  private final BiConsumer<RecordedReceipts, Random> action;
  private final Violation mustBeFound;

  ReceiptCorruption(BiConsumer<RecordedReceipts, Random> action, Violation mustBeFound) {
    this.action = action;
    this.mustBeFound = mustBeFound;
  }

  void apply(RecordedReceipts history, long seed) {
    action.accept(history, new Random(seed));
  }

  Violation mustBeFound() {
    return mustBeFound;
  }

  private static <T> T any(List<T> list, Random random, boolean remove) {
    int index = random.nextInt(list.size());
    return remove ? list.remove(index) : list.get(index);
  }

  private static void repeatOldStatus(RecordedReceipts history, Random random) {
    Seen<MessageStatus> old = history.statuses.get(0);
    history.statuses.add(
        SimulatedReceipts.seen("chat.message-status", 1_000_000, "c:0", old.value().orElseThrow()));
  }

  /** Appends an old cursor and then the newest one again, so that the topic ends correctly. */
  private static void repeatOldCursor(RecordedReceipts history, Random random) {
    List<ReadCursor> ofOne =
        history.cursors.stream()
            .flatMap(seen -> seen.value().stream())
            .filter(cursor -> cursor.getConversationId().equals("c:0"))
            .toList();
    ReadCursor newest = ofOne.get(ofOne.size() - 1);
    ReadCursor oldest =
        ofOne.stream()
            .filter(cursor -> cursor.getUserId().equals(newest.getUserId()))
            .findFirst()
            .orElseThrow();
    String key = "c:0/" + newest.getUserId();
    history.cursors.add(SimulatedReceipts.seen("chat.read-cursors", 1_000_000, key, oldest));
    history.cursors.add(SimulatedReceipts.seen("chat.read-cursors", 1_000_001, key, newest));
  }

  /** Appends the newest status once more, with the same version and the same content. */
  private static void repeatNewestStatus(RecordedReceipts history, Random random) {
    Seen<MessageStatus> newest = history.statuses.get(history.statuses.size() - 1);
    MessageStatus status = newest.value().orElseThrow();
    history.statuses.add(
        SimulatedReceipts.seen(
            "chat.message-status", 1_000_000, status.getConversationId(), status));
  }

  private static void repeatNewestCursor(RecordedReceipts history, Random random) {
    Seen<ReadCursor> newest =
        history.cursors.stream().filter(seen -> seen.value().isPresent()).reduce((a, b) -> b).get();
    history.cursors.add(
        SimulatedReceipts.seen(
            "chat.read-cursors",
            newest.at().offset() + 1_000_000,
            newest.key().orElseThrow(),
            newest.value().orElseThrow()));
  }

  private static void addSent(RecordedReceipts history, Random random) {
    MessageStatus row = any(history.statusRows, random, true);
    history.statusRows.add(
        MessageStatus.newBuilder(row).setDeliveredCount(0).setReadCount(0).build());
  }

  private static void dropStatus(RecordedReceipts history, Random random) {
    long victim = any(history.statusRows, random, false).getMessageId();
    history.statuses.removeIf(seen -> seen.value().orElseThrow().getMessageId() == victim);
  }

  private static void inventStatus(RecordedReceipts history, Random random) {
    MessageStatus status = ofNoMessage(history, random);
    history.statuses.add(
        SimulatedReceipts.seen(
            "chat.message-status", 1_000_000, status.getConversationId(), status));
  }

  private static void inventStatusRow(RecordedReceipts history, Random random) {
    history.statusRows.add(ofNoMessage(history, random));
  }

  private static MessageStatus ofNoMessage(RecordedReceipts history, Random random) {
    return MessageStatus.newBuilder(any(history.statusRows, random, false)).setMessageId(1).build();
  }

  private static void countOneMore(RecordedReceipts history, Random random) {
    MessageStatus row = any(history.statusRows, random, true);
    history.statusRows.add(
        MessageStatus.newBuilder(row).setDeliveredCount(row.getDeliveredCount() + 1).build());
  }

  private static void moveCursorRow(RecordedReceipts history, Random random) {
    CursorRow row = any(history.cursorRows, random, true);
    history.cursorRows.add(
        new CursorRow(row.conversationId(), row.userId(), row.deliveredUpTo() - 1, row.readUpTo()));
  }

  private static void raiseUnreadCount(RecordedReceipts history, Random random) {
    UnreadRow row = any(history.unreadRows, random, true);
    history.unreadRows.add(
        new UnreadRow(row.conversationId(), row.userId(), row.unreadCount() + 1, row.version()));
  }

  private static void flipRead(RecordedReceipts history, Random random) {
    ReceiptRow row = any(history.receiptRows, random, true);
    history.receiptRows.add(
        new ReceiptRow(
            row.conversationId(), row.messageId(), row.userId(), row.delivered(), !row.read()));
  }

  private static void addStranger(RecordedReceipts history, Random random) {
    ReceiptRow row = any(history.receiptRows, random, false);
    history.receiptRows.add(
        new ReceiptRow(row.conversationId(), row.messageId(), "zoe", true, false));
  }

  private static void addReceipt(RecordedReceipts history, Random random) {
    UnreadRow behind =
        history.unreadRows.stream().filter(row -> row.unreadCount() > 0).findFirst().orElseThrow();
    long newest =
        history.events.stream()
            .flatMap(seen -> seen.value().stream())
            .filter(event -> event.getConversationId().equals(behind.conversationId()))
            .mapToLong(ConversationEvent::getEventId)
            .max()
            .orElseThrow();
    Receipt receipt =
        Receipt.newBuilder()
            .setConversationId(behind.conversationId())
            .setUserId(behind.userId())
            .setDeviceId("phone")
            .setMessageId(newest)
            .setKind(ReceiptKind.READ)
            .build();
    history.receipts.add(
        SimulatedReceipts.seen("chat.receipts", 1_000_000, behind.conversationId(), receipt));
  }
}
