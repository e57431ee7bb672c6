package io.parley.checker.receipts;

import io.parley.checker.Findings;
import io.parley.checker.Violation;
import java.util.List;

/** Judges the rows of table receipts of one message: which recipients got it, and who read it. */
final class ReceiptRowJudge {

  static final int WIDTH = 5;

  static final long EXPECTED = 0;
  static final long ROW = 1;

  private final Findings findings;

  ReceiptRowJudge(Findings findings) {
    this.findings = findings;
  }

  /**
   * Judges the rows of one message. The columns are: message, user, source, whether the user has
   * read the message, and a flag. The flag of an expected row says whether it is exact, that of a
   * row of the table whether it has a delivered_at.
   */
  void judge(List<long[]> group) {
    long[] expected = null;
    for (long[] entry : group) {
      if (expected != null && (expected[1] != entry[1] || entry[2] == EXPECTED)) {
        reportMissing(expected);
        expected = null;
      }
      if (entry[2] == EXPECTED) {
        expected = entry;
      } else {
        findings.count(ReceiptCheck.RECEIPT_ROWS);
        compare(expected, entry);
        expected = null;
      }
    }
    if (expected != null) {
      reportMissing(expected);
    }
  }

  private void reportMissing(long[] expected) {
    if (expected[4] == 1) {
      report(expected[0], "a recipient who got the message has no row");
    }
  }

  private void compare(long[] expected, long[] row) {
    if (expected == null) {
      report(row[0], "there is a row for somebody who did not get the message");
    } else if (row[4] == 0) {
      report(row[0], "a row has no delivered_at");
    } else if (row[3] > expected[3] || (row[3] < expected[3] && expected[4] == 1)) {
      report(row[0], "a row says read = %d, expected %d".formatted(row[3], expected[3]));
    }
  }

  private void report(long messageId, String what) {
    findings.report(Violation.COUNT_MISMATCH, "receipts of message " + messageId, what);
  }
}
