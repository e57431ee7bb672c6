package io.parley.checker.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.checker.Checker;
import io.parley.checker.Verdict;
import io.parley.checker.sort.Scratch;
import io.parley.schemas.wire.AvroSafety;
import java.nio.file.Path;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Tests that the check of deliveries finds each corruption, and finds nothing in a faultless
 * history.
 *
 * <p>Seen red: by the corruption of the same name when {@link MembersJudge} compares no content or
 * lets the sending device pass, and when {@link SessionJudge} does not compare gateways.
 */
class DeliveryCheckTest {

  static {
    AvroSafety.apply();
  }

  /** Counts that other tests see above zero. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "deliveries BROADCAST", // CompletenessCheckTest
          UpdateCompletenessJudge.OWED); // UpdateCompletenessTest: here all gateways stop

  @Property(tries = 100, seed = "7", shrinking = ShrinkingMode.OFF)
  void findsNothingInAFaultlessHistory(@ForAll long seed) {
    Verdict verdict = check(new RecordedDeliveries(seed, 40));
    verdict.assertHolds();
    assertThat(verdict.counts())
        .allSatisfy(
            (name, count) -> {
              if (!ELSEWHERE.contains(name)) {
                assertThat(count).as(name).isPositive();
              }
            });
  }

  @Property(tries = 400, seed = "7", shrinking = ShrinkingMode.OFF)
  void findsEachCorruptionAsWhatItIs(@ForAll long seed, @ForAll Corruption corruption) {
    RecordedDeliveries history = new RecordedDeliveries(seed, 40);
    corruption.apply(history);
    Verdict verdict = check(history);
    assertThat(verdict.violations())
        .as(corruption + "\n" + verdict.table())
        .containsExactly(corruption.mustBeFound());
  }

  private static Verdict check(RecordedDeliveries history) {
    try (Scratch scratch = Scratch.in(Path.of("target", "scratch"), 500)) {
      return new Checker(scratch).deliveries(history).deviceCursors(history).verdict();
    }
  }
}
