package io.parley.receipts.operator;

import io.parley.common.kafka.Outgoing;
import io.parley.receipts.domain.CursorUpdate;
import io.parley.receipts.domain.LedgerOutput;
import io.parley.receipts.domain.ReceiptRow;
import io.parley.schemas.status.MessageStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.flink.util.Collector;

/** Gathers the rows of a flush into few records, and counts the rows. */
final class UpdateOutput implements LedgerOutput {

  /** The most rows of one record. A flush of a huge group must not become a single record. */
  private static final int MAX_ROWS = 500;

  private final String conversationId;
  private final Collector<LedgerChanges> out;
  private final LongConsumer statusOf;
  private List<Outgoing<MessageStatus>> statuses = new ArrayList<>();
  private List<CursorUpdate> cursors = new ArrayList<>();
  private List<ReceiptRow> rows = new ArrayList<>();
  private int written;

  /**
   * @param statusOf takes the event time of each status that is handed on
   */
  UpdateOutput(String conversationId, Collector<LedgerChanges> out, LongConsumer statusOf) {
    this.conversationId = conversationId;
    this.out = out;
    this.statusOf = statusOf;
  }

  @Override
  public void status(MessageStatus status, long eventTime) {
    statuses.add(new Outgoing<>(conversationId, status, eventTime, null));
    statusOf.accept(eventTime);
    added();
  }

  @Override
  public void cursor(CursorUpdate update) {
    cursors.add(update);
    added();
  }

  @Override
  public void receipt(ReceiptRow row) {
    rows.add(row);
    added();
  }

  /** Sends the rows that have been gathered since the last record, if there are any. */
  void send() {
    if (!statuses.isEmpty() || !cursors.isEmpty() || !rows.isEmpty()) {
      out.collect(new LedgerChanges(conversationId, statuses, cursors, rows));
      statuses = new ArrayList<>();
      cursors = new ArrayList<>();
      rows = new ArrayList<>();
    }
  }

  int written() {
    return written;
  }

  private void added() {
    written++;
    if (written % MAX_ROWS == 0) {
      send();
    }
  }
}
