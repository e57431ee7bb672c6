package io.parley.checker.receipts;

import io.parley.checker.Findings;
import io.parley.checker.Violation;
import java.util.List;

/**
 * Judges the status of one message: the records of the topic in their order, and the row of the
 * table, each against the expected status.
 */
final class StatusJudge {

  private final Findings findings;

  StatusJudge(Findings findings) {
    this.findings = findings;
  }

  void judge(List<long[]> group) {
    long messageId = group.get(0)[0];
    List<StatusEntry> entries = group.stream().map(StatusEntry::of).toList();
    StatusEntry expected = null;
    StatusEntry last = null;
    StatusEntry row = null;
    for (StatusEntry entry : entries) {
      if (entry.source() == StatusEntry.EXPECTED) {
        expected = entry;
      } else if (entry.source() == StatusEntry.TABLE) {
        row = entry;
      } else {
        findings.count(ReceiptCheck.STATUSES);
        checkStep(messageId, last, entry);
        last = last == null || entry.version() >= last.version() ? entry : last;
      }
    }
    compare(messageId, "topic", expected, last);
    compare(messageId, "table", expected, row);
    if (last != null
        && row != null
        && !(row.saysTheSameAs(last) && row.version() == last.version())) {
      findings.report(
          Violation.COUNT_MISMATCH,
          row.where(messageId),
          "the table has %s, the topic ended with %s".formatted(row, last));
    }
  }

  private void checkStep(long messageId, StatusEntry before, StatusEntry next) {
    if (before == null) {
      return;
    }
    boolean falls =
        next.status() < before.status()
            || next.delivered() < before.delivered()
            || next.read() < before.read()
            || next.version() <= before.version();
    if (falls) {
      findings.report(
          Violation.STATUS_REGRESSION,
          next.where(messageId),
          "message %d has %s after %s".formatted(messageId, next, before));
    }
  }

  /** A message that nobody has got has no status yet, because its event says that it is SENT. */
  private void compare(long messageId, String where, StatusEntry expected, StatusEntry found) {
    if (expected != null && found == null && expected.delivered() == 0) {
      return;
    }
    if (found != null && found.delivered() == 0) {
      findings.report(
          Violation.COUNT_MISMATCH,
          found.where(messageId),
          "the %s has a status before the first receipt: %s".formatted(where, found));
      return;
    }
    if (expected == null && found != null) {
      findings.report(Violation.COUNT_MISMATCH, found.where(messageId), "there is no such message");
    } else if (expected != null && found == null) {
      findings.report(
          Violation.COUNT_MISMATCH,
          "message " + messageId,
          "the %s has no status, expected %s".formatted(where, expected));
    } else if (expected != null
        && !(expected.isExact() ? found.saysTheSameAs(expected) : found.isWithin(expected))) {
      findings.report(
          Violation.COUNT_MISMATCH,
          found.where(messageId),
          "message %d has %s, expected %s".formatted(messageId, found, expected));
    }
  }
}
