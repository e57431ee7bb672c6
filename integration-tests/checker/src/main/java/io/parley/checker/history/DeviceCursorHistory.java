package io.parley.checker.history;

import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.receipt.Receipt;
import java.util.function.Consumer;

/**
 * The receipts of devices, and the rows of table device_cursors that routing makes of them, as
 * streams. See {@link IngestHistory} for the rules. Rows come in any order.
 */
public interface DeviceCursorHistory {

  /**
   * A row of table device_cursors.
   *
   * @param deliveredEventId 0 if the cell was never written
   * @param writeTimeMicros its {@code WRITETIME}
   */
  record DeviceCursorRow(
      String userId,
      String deviceId,
      String conversationId,
      long deliveredEventId,
      long writeTimeMicros) {}

  /** The number of partitions of a topic. */
  int partitions(String topic);

  void forEachEvent(Consumer<Seen<ConversationEvent>> reader);

  void forEachReceipt(Consumer<Seen<Receipt>> reader);

  void forEachDeviceCursorRow(Consumer<DeviceCursorRow> reader);
}
