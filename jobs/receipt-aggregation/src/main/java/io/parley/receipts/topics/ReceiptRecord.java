package io.parley.receipts.topics;

import io.parley.common.kafka.Outgoing;
import io.parley.common.types.RecordTypes;
import io.parley.receipts.domain.CursorUpdate;
import io.parley.receipts.operator.LedgerChanges;
import io.parley.schemas.id.Identifiers;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.Collector;

/**
 * A record for the topic of statuses or for the topic of cursors. One of the two components is
 * null.
 */
public record ReceiptRecord(Outgoing<MessageStatus> status, Outgoing<ReadCursor> cursor) {

  /** The type with which Flink serializes it. */
  public static TypeInformation<ReceiptRecord> type() {
    return RecordTypes.generic(
        ReceiptRecord.class,
        Map.of(
            "status", Outgoing.typeOf(MessageStatus.class),
            "cursor", Outgoing.typeOf(ReadCursor.class)));
  }

  /** The records of a flush. */
  public static void of(LedgerChanges changes, Collector<ReceiptRecord> out) {
    changes.statuses().forEach(status -> out.collect(new ReceiptRecord(status, null)));
    for (CursorUpdate update : changes.cursors()) {
      if (update.published()) {
        out.collect(new ReceiptRecord(null, cursor(update)));
      }
    }
  }

  /**
   * The record of a cursor. For a former member it is a tombstone, because the topic is compacted.
   */
  private static Outgoing<ReadCursor> cursor(CursorUpdate update) {
    return new Outgoing<>(
        update.conversationId() + Identifiers.KEY_SEPARATOR + update.userId(),
        update.left() ? null : update.toReadCursor(),
        update.updatedAt(),
        null);
  }
}
