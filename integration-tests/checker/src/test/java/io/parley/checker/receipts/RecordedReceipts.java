package io.parley.checker.receipts;

import io.parley.checker.history.ReceiptHistory;
import io.parley.checker.history.Seen;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A history of receipts in memory, which a test can corrupt. */
public final class RecordedReceipts implements ReceiptHistory {

  final List<Seen<ConversationEvent>> events = new ArrayList<>();
  final List<Seen<Receipt>> receipts = new ArrayList<>();
  final List<Seen<MessageStatus>> statuses = new ArrayList<>();
  final List<Seen<ReadCursor>> cursors = new ArrayList<>();
  final List<MessageStatus> statusRows = new ArrayList<>();
  final List<CursorRow> cursorRows = new ArrayList<>();
  final List<UnreadRow> unreadRows = new ArrayList<>();
  final List<ReceiptRow> receiptRows = new ArrayList<>();

  @Override
  public void forEachEvent(Consumer<Seen<ConversationEvent>> reader) {
    events.forEach(reader);
  }

  @Override
  public void forEachReceipt(Consumer<Seen<Receipt>> reader) {
    receipts.forEach(reader);
  }

  @Override
  public void forEachStatus(Consumer<Seen<MessageStatus>> reader) {
    statuses.forEach(reader);
  }

  @Override
  public void forEachCursor(Consumer<Seen<ReadCursor>> reader) {
    cursors.forEach(reader);
  }

  @Override
  public void forEachStatusRow(Consumer<MessageStatus> reader) {
    statusRows.forEach(reader);
  }

  @Override
  public void forEachCursorRow(Consumer<CursorRow> reader) {
    cursorRows.forEach(reader);
  }

  @Override
  public void forEachUnreadRow(Consumer<UnreadRow> reader) {
    unreadRows.forEach(reader);
  }

  @Override
  public void forEachReceiptRow(Consumer<ReceiptRow> reader) {
    receiptRows.forEach(reader);
  }
}
