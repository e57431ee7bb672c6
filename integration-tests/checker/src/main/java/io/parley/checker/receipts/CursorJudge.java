package io.parley.checker.receipts;

import io.parley.checker.Findings;
import io.parley.checker.Violation;
import io.parley.checker.history.Position;
import io.parley.schemas.topic.Topics;
import java.util.List;

/**
 * Judges the cursors of one user in one conversation: the records of the topic in their order, the
 * row of receipt_cursors, and the row of unread_counts.
 */
final class CursorJudge {

  private static final CursorEntry NOTHING = new CursorEntry(CursorEntry.TABLE, 0, 0, 0, 0, 0, 0);

  private final Findings findings;

  CursorJudge(Findings findings) {
    this.findings = findings;
  }

  void judge(List<long[]> group) {
    CursorEntry expected = null;
    CursorEntry last = null;
    CursorEntry lastValue = null;
    CursorEntry row = NOTHING;
    CursorEntry unreadRow = null;
    for (CursorEntry entry : group.stream().map(CursorEntry::of).toList()) {
      if (entry.source() == CursorEntry.EXPECTED) {
        expected = entry;
      } else if (entry.source() == CursorEntry.TABLE) {
        row = entry;
      } else if (entry.source() == CursorEntry.UNREAD_ROW) {
        unreadRow = entry;
      } else {
        findings.count(ReceiptCheck.CURSORS);
        checkStep(lastValue, entry);
        lastValue = entry.isTombstone() ? lastValue : entry;
        last = entry;
      }
    }
    if (expected == null) {
      mismatch(last == null ? row : last, "somebody who never was a member has a cursor");
      return;
    }
    compareTopic(expected, last);
    compareRow(expected, row);
    compareUnreadRow(expected, unreadRow);
  }

  private void checkStep(CursorEntry before, CursorEntry next) {
    if (before == null || next.isTombstone()) {
      return;
    }
    if (next.delivered() < before.delivered()
        || next.read() < before.read()
        || next.version() <= before.version()) {
      findings.report(
          Violation.CURSOR_REGRESSION, where(next), "%s after %s".formatted(next, before));
    }
  }

  private void compareTopic(CursorEntry expected, CursorEntry last) {
    if (last == null) {
      mismatch(expected, "the topic has no cursor, expected " + expected);
    } else if (expected.isExpectedToHaveLeft() != last.isTombstone()) {
      mismatch(
          last,
          "the topic ends with %s, expected %s"
              .formatted(last, expected.isExpectedToHaveLeft() ? "a tombstone" : expected));
    } else if (!last.isTombstone()
        && !(cursorsFit(expected, last) && unreadFits(expected, last.unread()))) {
      mismatch(last, "the topic ends with %s, expected %s".formatted(last, expected));
    }
  }

  private void compareRow(CursorEntry expected, CursorEntry row) {
    if (!cursorsFit(expected, row)) {
      mismatch(row, "the table has %s, expected %s".formatted(row, expected));
    }
  }

  private void compareUnreadRow(CursorEntry expected, CursorEntry unreadRow) {
    if (unreadRow == null || !unreadFits(expected, unreadRow.unread())) {
      mismatch(
          expected,
          "unread_counts has %s, expected %d"
              .formatted(unreadRow == null ? "no row" : unreadRow.unread(), expected.unread()));
    }
  }

  private static boolean cursorsFit(CursorEntry expected, CursorEntry found) {
    return expected.isExact()
        ? found.delivered() == expected.delivered() && found.read() == expected.read()
        : found.delivered() <= expected.delivered() && found.read() <= expected.read();
  }

  private static boolean unreadFits(CursorEntry expected, long unread) {
    return expected.isExact() ? unread == expected.unread() : unread >= expected.unread();
  }

  private void mismatch(CursorEntry entry, String what) {
    findings.report(Violation.COUNT_MISMATCH, where(entry), what);
  }

  private static Object where(CursorEntry entry) {
    return entry.source() == CursorEntry.TOPIC
        ? new Position(Topics.READ_CURSORS, (int) entry.partition(), entry.offset())
        : "receipt_cursors or unread_counts";
  }
}
