package io.parley.receipts.aggregate;

import io.parley.common.kafka.Outgoing;
import io.parley.receipts.ledger.CursorUpdate;
import io.parley.schemas.status.ReadCursor;

/** Records for the compacted topic {@code chat.read-cursors}. */
public final class CursorRecords {

  private CursorRecords() {}

  /** A tombstone for who has left. */
  public static Outgoing<ReadCursor> of(CursorUpdate update) {
    return new Outgoing<>(
        update.conversationId() + ":" + update.userId(),
        update.left() ? null : update.toReadCursor(),
        update.updatedAt(),
        null);
  }
}
