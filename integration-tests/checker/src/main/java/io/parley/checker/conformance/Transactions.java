package io.parley.checker.conformance;

import io.parley.checker.history.Position;

/**
 * Rule 4: finds the markers that transactions leave behind. A marker has an offset and is no
 * record, so a reader sees a gap in the offsets. The gateway is accused if all records of the
 * partition between the marker before and this one are its own.
 */
final class Transactions {

  private final Breaches breaches;
  private Position last;
  private boolean allOurs;

  Transactions(Breaches breaches) {
    this.breaches = breaches;
  }

  /** Takes each record of a topic in the order of its partition, whoever wrote it. */
  void see(Position at, boolean ours) {
    boolean samePartition =
        last != null
            && last.topic().equals(at.topic())
            && last.partition() == at.partition()
            && last.offset() < at.offset();
    if (samePartition && at.offset() == last.offset() + 1) {
      allOurs &= ours;
    } else {
      if (samePartition && allOurs) {
        breaches.report(
            Rule.NO_TRANSACTIONS,
            last,
            "the marker of a transaction follows at offset %d, expected records without transaction"
                .formatted(last.offset() + 1));
      }
      allOurs = ours;
    }
    last = at;
  }
}
