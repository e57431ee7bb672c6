package io.parley.checker.deliveries;

import io.parley.checker.Findings;
import io.parley.checker.Violation;
import io.parley.checker.history.Position;
import io.parley.schemas.topic.Topics;
import java.util.HashMap;
import java.util.Map;

/**
 * Judges the order of what one session got in one conversation. Rows: session and conversation,
 * partition, offset, attempt, event. In memory: the events of one session in one conversation that
 * went out.
 */
final class TurnJudge {

  static final int WIDTH = 5;

  private final Findings findings;
  private final Map<Long, Long> attempts = new HashMap<>();
  private long session;
  private long lastFirst;

  TurnJudge(Findings findings) {
    this.findings = findings;
  }

  void accept(long[] row) {
    if (row[0] != session) {
      session = row[0];
      attempts.clear();
      lastFirst = 0;
    }
    long attempt = row[3];
    long event = row[4];
    if (attempt == 1 && event <= lastFirst) {
      report(row, "first attempt of event %d after that of %d".formatted(event, lastFirst));
    } else if (attempts.getOrDefault(event, 0L) >= attempt) {
      report(
          row,
          "attempt %d of event %d after attempt %d".formatted(attempt, event, attempts.get(event)));
    }
    lastFirst = attempt == 1 ? Math.max(lastFirst, event) : lastFirst;
    attempts.merge(event, attempt, Math::max);
  }

  private void report(long[] row, String what) {
    findings.report(
        Violation.DELIVERED_OUT_OF_TURN,
        new Position(Topics.DELIVERIES, (int) row[1], row[2]),
        what);
  }
}
