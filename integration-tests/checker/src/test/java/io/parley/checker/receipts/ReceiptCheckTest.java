package io.parley.checker.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.checker.Checker;
import io.parley.checker.Verdict;
import io.parley.checker.history.ReceiptHistory;
import io.parley.checker.sort.Scratch;
import io.parley.schemas.wire.AvroSafety;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Tests the check of receipts with small histories: it finds each corruption, and finds nothing in
 * a history without one. The histories are worked out by definition, see {@link SimulatedReceipts}.
 */
class ReceiptCheckTest {

  static {
    AvroSafety.apply();
  }

  @Property(tries = 60, seed = "7", shrinking = ShrinkingMode.OFF)
  void findsNothingInAFaultlessHistory(@ForAll long seed) {
    Verdict verdict = check(SimulatedReceipts.of(seed, 3, 30), 1_000_000);
    verdict.assertHolds();
    assertThat(verdict.counts().values()).allMatch(count -> count > 0);
  }

  @Property(tries = 200, seed = "7", shrinking = ShrinkingMode.OFF)
  void findsEachCorruptionAsWhatItIs(@ForAll long seed, @ForAll ReceiptCorruption corruption) {
    RecordedReceipts history = SimulatedReceipts.of(seed, 3, 30);
    corruption.apply(history, seed);
    Verdict verdict = check(history, 50);
    assertThat(verdict.violations()).as(verdict.table()).containsExactly(corruption.mustBeFound());
  }

  private static Verdict check(ReceiptHistory history, int rowsInMemory) {
    try (Scratch scratch = Scratch.in(Path.of("target", "scratch"), rowsInMemory)) {
      return new Checker(scratch).receipts(history).verdict();
    }
  }
}
