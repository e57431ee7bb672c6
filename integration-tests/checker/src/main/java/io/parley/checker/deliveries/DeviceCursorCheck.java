package io.parley.checker.deliveries;

import io.parley.checker.Findings;
import io.parley.checker.Violation;
import io.parley.checker.history.DeviceCursorHistory;
import io.parley.checker.history.DeviceCursorHistory.DeviceCursorRow;
import io.parley.checker.history.Position;
import io.parley.checker.history.Seen;
import io.parley.checker.sort.Scratch;
import io.parley.checker.sort.SortedRows;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.topic.Topics;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The check of the table device_cursors. It compares each row with the receipts of its device in
 * its conversation. The rules are in {@link DeviceCursorJudge}.
 *
 * <p>A row stays for 180 days and a receipt for 7. So a row is judged only if all receipts of its
 * conversation are known. This is so if the topic's partition of the conversation still has its
 * first record. A row is also judged only if the first event of its conversation is known, because
 * other rows may come from another history.
 */
public final class DeviceCursorCheck {

  /** The violations that this check looks for. */
  public static final List<Violation> LOOKS_FOR =
      List.of(Violation.DEVICE_CURSOR_AHEAD, Violation.WRONG_WRITETIME);

  static final String ROWS = "rows of device_cursors";

  private final Findings findings;

  // The partitions of the receipts from which retention has deleted nothing.
  private final Set<Integer> whole = new HashSet<>();

  public DeviceCursorCheck(Findings findings) {
    this.findings = findings;
  }

  /** Checks a history. */
  public void run(DeviceCursorHistory history, Scratch scratch) {
    findings.lookFor(LOOKS_FOR);
    findings.startCounts(List.of(ROWS));
    try (SortedRows rows = scratch.rows(DeviceCursorJudge.WIDTH)) {
      history.forEachEvent(seen -> addBeginning(seen, rows));
      history.forEachReceipt(seen -> addReceipt(seen, rows));
      int partitions = history.partitions(Topics.RECEIPTS);
      history.forEachDeviceCursorRow(row -> addRow(row, partitions, rows));
      rows.forEach(new DeviceCursorJudge(findings)::accept);
    }
  }

  private static void addBeginning(Seen<ConversationEvent> seen, SortedRows rows) {
    seen.value()
        .filter(event -> event.getSequence() == 1)
        .ifPresent(event -> rows.add(DeviceCursorJudge.beginning(event)));
  }

  private void addReceipt(Seen<Receipt> seen, SortedRows rows) {
    if (seen.at().offset() == 0) {
      whole.add(seen.at().partition());
    }
    seen.value().ifPresent(receipt -> rows.add(DeviceCursorJudge.receipt(receipt)));
  }

  private void addRow(DeviceCursorRow row, int partitions, SortedRows rows) {
    findings.count(ROWS);
    if (whole.contains(Position.partitionOf(row.conversationId(), partitions))) {
      rows.add(DeviceCursorJudge.row(row));
    }
  }
}
