package io.parley.checker.deliveries;

import io.parley.checker.Findings;
import io.parley.checker.Violation;
import io.parley.checker.history.DeviceCursorHistory.DeviceCursorRow;
import io.parley.checker.history.Digest;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.receipt.Receipt;

/**
 * Judges the rows of device_cursors. Rows begin with the conversation. Its first event comes first,
 * if it is known. Then come the devices, each with its receipts by message id and then with its row
 * of the table.
 *
 * <p>A row names the event up to which a receipt of the device moved the router's mark. So no row
 * is above the highest receipt of its device, and its write timestamp is that of the event which it
 * names.
 *
 * <p>Nothing is certain about a row that is below the highest receipt, or about a row that is
 * missing. A receipt moves no mark, and writes no row, if the device has acknowledged everything,
 * if the router reads the receipt before its event, or if the router has forgotten the device.
 */
final class DeviceCursorJudge {

  static final int WIDTH = 6;

  private static final long BEGINNING = 0;
  private static final long DEVICE = 1;

  private static final long RECEIPT = 0;
  private static final long ROW = 1;

  private final Findings findings;
  private boolean isKnown;
  private long highest;
  private long[] last;

  DeviceCursorJudge(Findings findings) {
    this.findings = findings;
  }

  /** The first event of a conversation. */
  static long[] beginning(ConversationEvent event) {
    return new long[] {Digest.of(event.getConversationId()), BEGINNING, 0, 0, 0, 0};
  }

  static long[] receipt(Receipt receipt) {
    return new long[] {
      Digest.of(receipt.getConversationId()),
      DEVICE,
      Digest.of(receipt.getUserId(), receipt.getDeviceId()),
      RECEIPT,
      receipt.getMessageId(),
      0
    };
  }

  static long[] row(DeviceCursorRow row) {
    return new long[] {
      Digest.of(row.conversationId()),
      DEVICE,
      Digest.of(row.userId(), row.deviceId()),
      ROW,
      row.deliveredEventId(),
      row.writeTimeMicros()
    };
  }

  void accept(long[] row) {
    boolean sameConversation = last != null && last[0] == row[0];
    isKnown &= sameConversation;
    if (!sameConversation || last[2] != row[2]) {
      highest = 0;
    }
    last = row;
    if (row[1] == BEGINNING) {
      isKnown = true;
    } else if (row[3] == RECEIPT) {
      highest = Math.max(highest, row[4]);
    } else if (isKnown) {
      judge(row[4], row[5]);
    }
  }

  private void judge(long delivered, long writeTimeMicros) {
    String where = "device_cursors with delivered_event_id " + delivered;
    if (delivered > highest) {
      findings.report(
          Violation.DEVICE_CURSOR_AHEAD,
          where,
          "the highest receipt of the device is for event " + highest);
    } else if (Snowflake.sequence(delivered) <= Snowflake.MAX_NUMBERED_SEQUENCE
        && writeTimeMicros != Snowflake.writeTimestampMicros(delivered)) {
      findings.report(Violation.WRONG_WRITETIME, where, "has WRITETIME " + writeTimeMicros);
    }
  }
}
