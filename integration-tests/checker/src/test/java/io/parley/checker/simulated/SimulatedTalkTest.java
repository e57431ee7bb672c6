package io.parley.checker.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.checker.Checker;
import io.parley.checker.Verdict;
import io.parley.checker.sort.Scratch;
import io.parley.schemas.wire.AvroSafety;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The checker finds nothing in the talk that {@code ./parley verify --self-test} measures, and
 * sorts nearly all of it on disk.
 */
class SimulatedTalkTest {

  private static final int ROWS_IN_MEMORY = 100;

  static {
    AvroSafety.apply();
  }

  @Test
  void holdsWithAHundredRowsInMemory() {
    SimulatedTalk talk = SimulatedTalk.of(5_000);
    try (Scratch scratch = Scratch.in(Path.of("target", "scratch"), ROWS_IN_MEMORY)) {
      Verdict verdict = new Checker(scratch).deliveries(talk).receipts(talk).verdict();

      verdict.assertHolds();
      assertThat(verdict.counts())
          .containsEntry("deliveries DIRECT", 10_000L)
          .containsEntry("receipts", 10_000L)
          .containsEntry("messages for offline members", 0L);
      assertThat(scratch.bytesWritten()).isGreaterThan(1_000_000);
    }
  }
}
