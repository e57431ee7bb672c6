package io.parley.receipts.topics;

import io.parley.common.kafka.Outgoing;
import io.parley.receipts.domain.CursorUpdate;
import io.parley.receipts.operator.LedgerChanges;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import org.apache.flink.util.Collector;

/** The records of a flush for the topics. */
public final class LedgerRecords {

  private LedgerRecords() {}

  /** For {@code chat.message-status}. */
  public static void statuses(LedgerChanges changes, Collector<Outgoing<MessageStatus>> out) {
    changes.statuses().forEach(out::collect);
  }

  /** For the compacted topic {@code chat.read-cursors}; a tombstone for who has left. */
  public static void cursors(LedgerChanges changes, Collector<Outgoing<ReadCursor>> out) {
    for (CursorUpdate update : changes.cursors()) {
      out.collect(
          new Outgoing<>(
              update.conversationId() + ":" + update.userId(),
              update.left() ? null : update.toReadCursor(),
              update.updatedAt(),
              null));
    }
  }
}
