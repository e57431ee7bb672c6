package io.parley.checker.receipts;

import io.parley.checker.Findings;
import io.parley.checker.Violation;
import io.parley.checker.history.Digest;
import io.parley.checker.history.ReceiptHistory;
import io.parley.checker.history.Seen;
import io.parley.checker.sort.Scratch;
import io.parley.checker.sort.SortedRows;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.status.ReadCursor;
import java.util.Arrays;
import java.util.List;

/**
 * The check of the receipt aggregation. It compares the statuses, counts, cursors and unread counts
 * on the topics and in the tables with a recomputation from {@code chat.events} and {@code
 * chat.receipts}. It also checks that no status, count, cursor or version ever fell along its
 * topic.
 *
 * <p>One sort of events and receipts by conversation feeds three sorts: statuses by message,
 * cursors by user, and rows of receipts by message. Each of the three puts the expected values
 * beside the values that were found.
 */
public final class ReceiptCheck {

  /** The violations that this check looks for. */
  public static final List<Violation> LOOKS_FOR =
      List.of(Violation.STATUS_REGRESSION, Violation.CURSOR_REGRESSION, Violation.COUNT_MISMATCH);

  static final String RECEIPTS = "receipts";
  static final String STATUSES = "message statuses";
  static final String CURSORS = "read cursors";
  static final String RECEIPT_ROWS = "rows of receipts";

  private final Findings findings;

  public ReceiptCheck(Findings findings) {
    this.findings = findings;
  }

  /** Checks a history. */
  public void run(ReceiptHistory history, Scratch scratch) {
    findings.lookFor(LOOKS_FOR);
    findings.startCounts(List.of(RECEIPTS, STATUSES, CURSORS, RECEIPT_ROWS));
    try (SortedRows statuses = scratch.rows(StatusEntry.WIDTH);
        SortedRows cursors = scratch.rows(CursorEntry.WIDTH);
        SortedRows receiptRows = scratch.rows(ReceiptRowJudge.WIDTH)) {
      recompute(history, scratch, statuses, cursors, receiptRows);
      readTopics(history, statuses, cursors);
      readTables(history, statuses, cursors, receiptRows);
      statuses.forEachGroup(new StatusJudge(findings)::judge);
      cursors.forEachGroup(new CursorJudge(findings)::judge);
      receiptRows.forEachGroup(new ReceiptRowJudge(findings)::judge);
    }
  }

  private void recompute(
      ReceiptHistory history,
      Scratch scratch,
      SortedRows statuses,
      SortedRows cursors,
      SortedRows receiptRows) {
    try (SortedRows facts = scratch.rows(Fact.WIDTH)) {
      history.forEachEvent(
          seen -> {
            if (seen.committed()) {
              seen.value().ifPresent(event -> Fact.add(event, facts));
            }
          });
      history.forEachReceipt(seen -> receipt(seen, facts));
      Replay replay = new Replay(statuses, cursors, receiptRows);
      facts.forEach(replay::accept);
      replay.endConversation();
    }
  }

  /** Takes facts in order and closes the roll of one conversation before the next begins. */
  private static final class Replay {
    private final SortedRows statuses;
    private final SortedRows cursors;
    private final SortedRows receiptRows;
    private ConversationRoll roll;
    private long[] last;

    Replay(SortedRows statuses, SortedRows cursors, SortedRows receiptRows) {
      this.statuses = statuses;
      this.cursors = cursors;
      this.receiptRows = receiptRows;
    }

    void accept(long[] fact) {
      if (last == null || last[0] != fact[0]) {
        endConversation();
        roll = new ConversationRoll();
      } else if (Arrays.equals(last, fact)) {
        return; // A repetition says nothing new.
      }
      last = fact;
      roll.accept(fact);
    }

    void endConversation() {
      if (roll != null) {
        roll.close(statuses, cursors, receiptRows);
      }
    }
  }

  /** A receipt that the job sets aside as a dead letter counts for nothing here either. */
  private void receipt(Seen<Receipt> seen, SortedRows facts) {
    if (!seen.committed()) {
      return;
    }
    findings.count(RECEIPTS);
    seen.value()
        .filter(receipt -> receipt.getKind() != ReceiptKind.UNKNOWN)
        .filter(receipt -> receipt.getMessageId() > 0)
        .filter(receipt -> seen.hasKey(receipt.getConversationId()))
        .ifPresent(receipt -> Fact.add(receipt, facts));
  }

  private static void readTopics(ReceiptHistory history, SortedRows statuses, SortedRows cursors) {
    history.forEachStatus(
        seen -> {
          if (seen.committed()) {
            seen.value().ifPresent(status -> statuses.add(StatusEntry.onTopic(seen.at(), status)));
          }
        });
    history.forEachCursor(
        seen -> {
          if (seen.committed()) {
            cursors.add(cursor(seen));
          }
        });
  }

  private static long[] cursor(Seen<ReadCursor> seen) {
    long user = Digest.of(seen.key().orElse(""));
    return seen.value()
        .map(cursor -> CursorEntry.onTopic(user, seen.at(), cursor))
        .orElseGet(() -> CursorEntry.tombstone(user, seen.at()));
  }

  private static void readTables(
      ReceiptHistory history, SortedRows statuses, SortedRows cursors, SortedRows receiptRows) {
    history.forEachStatusRow(row -> statuses.add(StatusEntry.inTable(row)));
    history.forEachCursorRow(row -> cursors.add(CursorEntry.inTable(row)));
    history.forEachUnreadRow(row -> cursors.add(CursorEntry.inUnreadCounts(row)));
    history.forEachReceiptRow(
        row ->
            receiptRows.add(
                row.messageId(),
                Fact.user(row.conversationId(), row.userId()),
                ReceiptRowJudge.ROW,
                row.read() ? 1 : 0,
                row.delivered() ? 1 : 0));
  }
}
