package io.parley.receipts.aggregate;

import io.parley.common.kafka.Outgoing;
import io.parley.receipts.ledger.CursorUpdate;
import io.parley.receipts.ledger.EventFact;
import io.parley.receipts.ledger.LedgerOutput;
import io.parley.receipts.ledger.ReceiptFact;
import io.parley.receipts.ledger.ReceiptRow;
import io.parley.schemas.status.MessageStatus;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/** Sends the rows of a flush to the operator's outputs, and counts them. */
final class UpdateOutput implements LedgerOutput {

  private final KeyedCoProcessFunction<String, EventFact, ReceiptFact, Outgoing<MessageStatus>>
          .Context
      context;
  private final Collector<Outgoing<MessageStatus>> statuses;
  private int written;

  UpdateOutput(
      KeyedCoProcessFunction<String, EventFact, ReceiptFact, Outgoing<MessageStatus>>.Context
          context,
      Collector<Outgoing<MessageStatus>> statuses) {
    this.context = context;
    this.statuses = statuses;
  }

  @Override
  public void status(MessageStatus status, long eventTime) {
    statuses.collect(new Outgoing<>(status.getConversationId(), status, eventTime, null));
    written++;
  }

  @Override
  public void cursor(CursorUpdate update) {
    context.output(LedgerFunction.CURSORS, update);
    written++;
  }

  @Override
  public void receipt(ReceiptRow row) {
    context.output(LedgerFunction.ROWS, row);
    written++;
  }

  int written() {
    return written;
  }
}
