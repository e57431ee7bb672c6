package io.parley.faults;

import io.parley.checker.Verdict;
import io.parley.checker.Violation;
import io.parley.checker.ingest.IngestCheck;
import java.util.ArrayList;
import java.util.List;

/**
 * The bounds of what is lost when the broker aborts transactions that a checkpoint of ingest takes
 * for committed.
 *
 * <p>A sink writes all records of a transaction before the checkpoint that prepares it. So readers
 * of uncommitted records have seen everything that is lost, and the checker has seen it too. The
 * rows of a lost event are in the tables, so its command counts as {@code LOST}. A sequence number
 * that is missing, and an account that does not add up, belong to such a command.
 */
final class AbortedTransactions {

  /** Each of these findings has a lost command of its own. */
  private static final List<Violation> ONE_PER_LOSS =
      List.of(Violation.CONSERVATION, Violation.SEQUENCE_GAP);

  /**
   * These findings name an event or an answer of a lost command, or follow from a lost change of
   * members. One lost command may cause many of them.
   *
   * <p>{@code COUNT_MISMATCH}, {@code UNDELIVERED} and {@code WRONG_SYNC} are not among them. They
   * may also follow from aborted transactions of the receipts job or of delivery routing.
   */
  private static final List<Violation> MANY_PER_LOSS =
      List.of(
          Violation.ABORTED_READ,
          Violation.DIVERGENT_REPLAY,
          Violation.PHANTOM,
          Violation.MISDELIVERED);

  private AbortedTransactions() {}

  /** Why aborted transactions cannot explain what the checker found; empty if they can. */
  static List<String> cannotExplain(Verdict verdict) {
    List<String> reasons = new ArrayList<>();
    long lost = found(verdict, Violation.LOST);
    long explained = verdict.counts().getOrDefault(IngestCheck.LOST_TO_ABORTS, 0L);
    if (explained < lost) {
      reasons.add(
          "%d of %d lost commands were not in aborted transactions, so something else lost them"
              .formatted(lost - explained, lost));
    }
    for (Violation violation : ONE_PER_LOSS) {
      long found = found(verdict, violation);
      if (found > lost) {
        reasons.add(
            "%d times %s, expected at most one for each of %d lost commands"
                .formatted(found, violation, lost));
      }
    }
    for (Violation violation : MANY_PER_LOSS) {
      if (lost == 0 && found(verdict, violation) > 0) {
        reasons.add("%s although no command was lost".formatted(violation));
      }
    }
    return reasons;
  }

  private static long found(Verdict verdict, Violation violation) {
    Verdict.Check check = verdict.checks().get(violation);
    return check == null ? 0 : check.found();
  }
}
