package io.parley.faults;

import io.parley.checker.Violation;
import io.parley.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The judgement of a case: whether its result is the expected one.
 *
 * @param reasons why a case failed; empty for any other outcome
 */
record Judgement(Outcome outcome, List<String> reasons) {

  static Judgement of(Expectation expected, Observation seen) {
    List<String> reasons = new ArrayList<>();
    Set<Violation> violations = seen.verdict().violations();
    Set<Violation> beyond = EnumSet.copyOf(EnumSet.allOf(Violation.class));
    beyond.retainAll(violations);
    beyond.removeAll(expected.violations());
    if (!beyond.isEmpty()) {
      reasons.add("the checker found " + beyond);
    }
    if (expected.byAbortsOnly()) {
      reasons.addAll(AbortedTransactions.cannotExplain(seen.verdict()));
    }
    reasons.addAll(seen.failures());
    if (seen.deadLetters() != 0 && expected.deadLetters().isEmpty()) {
      reasons.add(
          "%d offsets of %s were written, although nobody wrote bad input"
              .formatted(seen.deadLetters(), Topics.DEAD_LETTERS));
    }
    if (expected.kind() == Expectation.Kind.LOSS_DETECTED) {
      if (violations.isEmpty()) {
        reasons.add("nothing was lost, so the case has not shown that a loss is named");
      } else if (seen.detections().isEmpty()) {
        reasons.add("silent loss: the checker found " + violations + ", the product said nothing");
      }
    } else {
      if (violations.contains(Violation.LOST) && seen.detections().isEmpty()) {
        reasons.add("silent loss: something was lost, and the product said nothing");
      }
      boolean mayLose = expected.violations().contains(Violation.LOST);
      if (seen.failedCommittables() > 0 && !seen.jobsRestarted() && !mayLose) {
        reasons.add(
            seen.failedCommittables() + " transactions were not committed, and no job restarted");
      }
    }
    if (!reasons.isEmpty()) {
      return new Judgement(Outcome.FAILED, List.copyOf(reasons));
    }
    boolean atLimit = expected.kind() == Expectation.Kind.LIMIT && !violations.isEmpty();
    return new Judgement(atLimit ? Outcome.LIMIT : Outcome.PASSED, List.of());
  }
}
