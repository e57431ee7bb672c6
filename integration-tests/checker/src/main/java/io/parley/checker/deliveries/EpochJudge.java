package io.parley.checker.deliveries;

import io.parley.checker.Findings;
import io.parley.checker.Violation;
import io.parley.checker.history.Position;
import io.parley.schemas.topic.Topics;

/** Judges the epochs of one device along one partition. Rows: partition, device, offset, epoch. */
final class EpochJudge {

  static final int WIDTH = 4;

  private final Findings findings;
  private long[] last = {-1, 0, 0, 0};

  EpochJudge(Findings findings) {
    this.findings = findings;
  }

  void accept(long[] row) {
    boolean sameDevice = row[0] == last[0] && row[1] == last[1];
    if (sameDevice && row[3] < last[3]) {
      findings.report(
          Violation.STALE_EPOCH,
          new Position(Topics.DELIVERIES, (int) row[0], row[2]),
          "to epoch %d after epoch %d".formatted(row[3], last[3]));
      return;
    }
    last = row;
  }
}
