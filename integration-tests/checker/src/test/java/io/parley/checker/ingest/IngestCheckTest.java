package io.parley.checker.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.checker.Checker;
import io.parley.checker.Verdict;
import io.parley.checker.simulated.IngestCorruption;
import io.parley.checker.simulated.RecordedIngest;
import io.parley.checker.simulated.SimulatedIngest;
import io.parley.checker.sort.Scratch;
import io.parley.schemas.wire.AvroSafety;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Tests that the checks of ingest and of its tables about members find each corruption, and nothing
 * in a faultless history.
 */
class IngestCheckTest {

  static {
    AvroSafety.apply();
  }

  private static final Path TARGET = Path.of("target", "scratch");

  @Property(tries = 25, seed = "7", shrinking = ShrinkingMode.OFF)
  void findsNothingInAFaultlessHistory(@ForAll long seed) {
    RecordedIngest history = RecordedIngest.of(new SimulatedIngest(seed, 3, 400));
    Verdict verdict = check(history, Scratch.DEFAULT_ROWS_IN_MEMORY);
    verdict.assertHolds();
    assertThat(verdict.counts()).containsEntry("commands", 1_200L);
    assertThat(verdict.counts().values()).allMatch(count -> count > 0);
  }

  @Property(tries = 300, seed = "7", shrinking = ShrinkingMode.OFF)
  void findsEachCorruptionAsWhatItIs(@ForAll long seed, @ForAll IngestCorruption corruption) {
    RecordedIngest history = RecordedIngest.of(new SimulatedIngest(seed, 2, 300));
    corruption.apply(history, seed);
    Verdict verdict = check(history, Scratch.DEFAULT_ROWS_IN_MEMORY);
    assertThat(verdict.violations()).as(verdict.table()).isEqualTo(corruption.mustBeFound());
  }

  @Property(tries = 30, seed = "7", shrinking = ShrinkingMode.OFF)
  void findsTheSameWhenSortingOnDisk(@ForAll long seed, @ForAll IngestCorruption corruption) {
    RecordedIngest history = RecordedIngest.of(new SimulatedIngest(seed, 2, 300));
    corruption.apply(history, seed);
    assertThat(check(history, 50)).isEqualTo(check(history, Scratch.DEFAULT_ROWS_IN_MEMORY));
  }

  @Property(tries = 25, seed = "7", shrinking = ShrinkingMode.OFF)
  void tellsALossThatWasSeenInAnAbortedTransaction(@ForAll long seed) {
    for (IngestCorruption corruption :
        List.of(
            IngestCorruption.AN_ABORTED_ACK_WAS_NEVER_COMMITTED,
            IngestCorruption.AN_OUTCOME_WAS_NEVER_COMMITTED)) {
      assertThat(counts(seed, corruption))
          .as(corruption.name())
          .containsEntry(IngestCheck.LOST_TO_ABORTS, 1L);
    }
  }

  /** An event is never committed without its first ack, nor the ack without the event. */
  @Property(tries = 25, seed = "7", shrinking = ShrinkingMode.OFF)
  void explainsNoOtherLossByAbortedTransactions(@ForAll long seed) {
    for (IngestCorruption corruption :
        List.of(
            IngestCorruption.AN_ACK_IS_MISSING,
            IngestCorruption.AN_EVENT_WAS_NEVER_WRITTEN,
            IngestCorruption.A_COMMAND_LEFT_NO_TRACE,
            IngestCorruption.AN_ABORTED_EVENT_WAS_NEVER_COMMITTED)) {
      assertThat(counts(seed, corruption))
          .as(corruption.name())
          .doesNotContainKey(IngestCheck.LOST_TO_ABORTS);
    }
  }

  private static Map<String, Long> counts(long seed, IngestCorruption corruption) {
    RecordedIngest history = RecordedIngest.of(new SimulatedIngest(seed, 2, 300));
    corruption.apply(history, seed);
    return check(history, Scratch.DEFAULT_ROWS_IN_MEMORY).counts();
  }

  private static Verdict check(RecordedIngest history, int rowsInMemory) {
    try (Scratch scratch = Scratch.in(TARGET, rowsInMemory)) {
      return new Checker(scratch).ingest(history).members(history).verdict();
    }
  }
}
