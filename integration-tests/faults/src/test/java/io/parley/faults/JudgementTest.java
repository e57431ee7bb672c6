package io.parley.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.checker.Finding;
import io.parley.checker.Verdict;
import io.parley.checker.Violation;
import io.parley.checker.ingest.IngestCheck;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests which results count as passed, as a known limit, and as failed. */
class JudgementTest {

  private static final Expectation HOLDS = Expectation.holds();
  private static final Expectation LOSS = Expectation.lossDetected(Set.of(Violation.LOST));
  private static final Expectation LIMIT = Expectation.limit("words", Set.of(Violation.DUPLICATE));
  private static final Expectation ABORTS =
      Expectation.limit(
              "words",
              Set.of(
                  Violation.LOST,
                  Violation.SEQUENCE_GAP,
                  Violation.CONSERVATION,
                  Violation.MISDELIVERED,
                  Violation.UNDELIVERED))
          .byAbortedTransactionsOnly();

  @Test
  void nothingBrokenHasPassed() {
    assertThat(judge(HOLDS, seen().violations())).isEqualTo(Outcome.PASSED);
  }

  @Test
  void whatTheCheckerFindsHasFailed() {
    assertThat(judge(HOLDS, seen().violations(Violation.LOST))).isEqualTo(Outcome.FAILED);
  }

  @Test
  void somebodyWhoNeverGotAMessageHasFailed() {
    assertThat(judge(HOLDS, seen().failures("bob has 3 of the 4 events")))
        .isEqualTo(Outcome.FAILED);
  }

  @Test
  void aCommitThatFailedHasFailedUnlessAJobRestarted() {
    assertThat(judge(HOLDS, seen().failedCommittables(1))).isEqualTo(Outcome.FAILED);
    assertThat(judge(HOLDS, seen().failedCommittables(1).restarted())).isEqualTo(Outcome.PASSED);
  }

  @Test
  void aLossThatIsNamedHasPassed() {
    assertThat(judge(LOSS, seen().violations(Violation.LOST).detections("metric")))
        .isEqualTo(Outcome.PASSED);
  }

  /** Seen red: a drain that missed its deadline counted for the other kinds only. */
  @Test
  void aLossThatIsNamedHasFailedIfSomebodyNeverGotAMessage() {
    assertThat(
            judge(
                LOSS,
                seen()
                    .violations(Violation.LOST)
                    .detections("metric")
                    .failures("bob has 3 of the 4 events")))
        .isEqualTo(Outcome.FAILED);
  }

  @Test
  void aLossOfWhichTheProductSaysNothingHasFailed() {
    assertThat(judge(LOSS, seen().violations(Violation.LOST))).isEqualTo(Outcome.FAILED);
  }

  @Test
  void noLossWhereThereMustBeOneHasFailed() {
    assertThat(judge(LOSS, seen().detections("metric"))).isEqualTo(Outcome.FAILED);
  }

  @Test
  void aLossThatIsNotTheExpectedOneHasFailed() {
    assertThat(
            judge(
                LOSS, seen().violations(Violation.LOST, Violation.REORDERED).detections("metric")))
        .isEqualTo(Outcome.FAILED);
  }

  @Test
  void aLimitMayBeReachedOrNotButNotPassed() {
    assertThat(judge(LIMIT, seen())).isEqualTo(Outcome.PASSED);
    assertThat(judge(LIMIT, seen().violations(Violation.DUPLICATE))).isEqualTo(Outcome.LIMIT);
    assertThat(judge(LIMIT, seen().violations(Violation.DUPLICATE, Violation.LOST)))
        .isEqualTo(Outcome.FAILED);
  }

  /** Seen red: a limit that allows loss allowed a silent one too. */
  @Test
  void aLossWithinALimitMustBeNamedToo() {
    Expectation limit = Expectation.limit("words", Set.of(Violation.LOST));

    assertThat(judge(limit, seen().violations(Violation.LOST))).isEqualTo(Outcome.FAILED);
    assertThat(judge(limit, seen().violations(Violation.LOST).detections("metric")))
        .isEqualTo(Outcome.LIMIT);
    assertThat(
            judge(
                limit,
                seen().violations(Violation.LOST).detections("metric").failedCommittables(3)))
        .as("the transactions that were lost are the limit")
        .isEqualTo(Outcome.LIMIT);
  }

  /** Seen red: without a look at the topic of dead letters. */
  @Test
  void aDeadLetterHasFailedUnlessTheFaultMakesThem() {
    Expectation makesThem = HOLDS.withDeadLetters("garbage");

    assertThat(judge(HOLDS, seen().deadLetters(2))).isEqualTo(Outcome.FAILED);
    assertThat(judge(LIMIT, seen().deadLetters(2))).isEqualTo(Outcome.FAILED);
    assertThat(judge(LOSS, seen().violations(Violation.LOST).detections("metric").deadLetters(2)))
        .isEqualTo(Outcome.FAILED);
    assertThat(judge(makesThem, seen().deadLetters(2))).isEqualTo(Outcome.PASSED);
  }

  @Test
  void eachLostCommandMustHaveBeenInAnAbortedTransaction() {
    Seen twoLost = seen().violations(Violation.LOST, Violation.LOST).detections("parley-ingest-1");

    assertThat(judge(ABORTS, twoLost.inAbortedTransactions(2))).isEqualTo(Outcome.LIMIT);
    assertThat(judge(ABORTS, twoLost.inAbortedTransactions(1))).isEqualTo(Outcome.FAILED);
    assertThat(judge(ABORTS, twoLost)).isEqualTo(Outcome.FAILED);
  }

  @Test
  void aLossIsExpectedToBeInAnAbortedTransactionWhereItIsDetectedToo() {
    Expectation loss = LOSS.byAbortedTransactionsOnly();
    Seen lost = seen().violations(Violation.LOST).detections("metric");

    assertThat(judge(loss, lost.inAbortedTransactions(1))).isEqualTo(Outcome.PASSED);
    assertThat(judge(loss, lost)).isEqualTo(Outcome.FAILED);
  }

  @Test
  void aLostCommandLeavesAtMostOneGapAndOneAccountThatDoesNotAddUp() {
    for (Violation violation : List.of(Violation.SEQUENCE_GAP, Violation.CONSERVATION)) {
      Seen lost = seen().detections("parley-ingest-1").inAbortedTransactions(1);

      assertThat(judge(ABORTS, lost.violations(Violation.LOST, violation)))
          .isEqualTo(Outcome.LIMIT);
      assertThat(judge(ABORTS, lost.violations(Violation.LOST, violation, violation)))
          .isEqualTo(Outcome.FAILED);
    }
  }

  @Test
  void whatFollowsFromALostCommandHasFailedWithoutOne() {
    Seen lost = seen().detections("parley-ingest-1").inAbortedTransactions(1);

    assertThat(
            judge(
                ABORTS,
                lost.violations(Violation.LOST, Violation.MISDELIVERED, Violation.MISDELIVERED)))
        .isEqualTo(Outcome.LIMIT);
    assertThat(judge(ABORTS, seen().violations(Violation.MISDELIVERED))).isEqualTo(Outcome.FAILED);
    assertThat(judge(ABORTS, seen().violations(Violation.UNDELIVERED)))
        .as("it may follow from a transaction of delivery routing")
        .isEqualTo(Outcome.LIMIT);
  }

  private static Outcome judge(Expectation expected, Seen seen) {
    return Judgement.of(expected, seen.observation()).outcome();
  }

  private static Seen seen() {
    return new Seen(List.of(), List.of(), List.of(), 0, false, 0, 0);
  }

  private record Seen(
      List<Violation> found,
      List<String> detected,
      List<String> failed,
      long uncommitted,
      boolean again,
      long letters,
      long aborted) {

    /** One that is named twice was found twice. */
    Seen violations(Violation... violations) {
      return new Seen(List.of(violations), detected, failed, uncommitted, again, letters, aborted);
    }

    Seen detections(String... detections) {
      return new Seen(found, List.of(detections), failed, uncommitted, again, letters, aborted);
    }

    Seen failures(String... failures) {
      return new Seen(found, detected, List.of(failures), uncommitted, again, letters, aborted);
    }

    Seen failedCommittables(long count) {
      return new Seen(found, detected, failed, count, again, letters, aborted);
    }

    Seen restarted() {
      return new Seen(found, detected, failed, uncommitted, true, letters, aborted);
    }

    Seen deadLetters(long offsets) {
      return new Seen(found, detected, failed, uncommitted, again, offsets, aborted);
    }

    Seen inAbortedTransactions(long lostCommands) {
      return new Seen(found, detected, failed, uncommitted, again, letters, lostCommands);
    }

    Observation observation() {
      Map<Violation, Verdict.Check> checks = new EnumMap<>(Violation.class);
      found.forEach(
          violation ->
              checks.merge(
                  violation,
                  new Verdict.Check(1, List.of(new Finding("there", "that"))),
                  (before, one) -> new Verdict.Check(before.found() + 1, before.samples())));
      Map<String, Long> counts =
          aborted == 0 ? Map.of() : Map.of(IngestCheck.LOST_TO_ABORTS, aborted);
      return new Observation(
          new Verdict(counts, checks), detected, failed, uncommitted, again, letters);
    }
  }
}
