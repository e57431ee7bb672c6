package io.parley.benchmarks.receipts;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A benchmark ends with an error that says what it waited for. Seen red with patience for ever. */
class PatienceTest {

  private final Patience patience = Patience.startingAt(0);

  @Test
  void countersThatStandStillEndItAndAreInTheErrorWithWhatWasAwaited() {
    look("1 row", 0);
    look("2 rows", 59);
    look("2 rows", 119);
    assertThatThrownBy(() -> look("2 rows", 120))
        .hasMessage(
            "Waited in vain for the rows. The job runs, and its counters have stood still for 60 s:"
                + " 2 rows. The benchmark ends.");
  }

  @Test
  void countersThatMoveForEverEndItToo() {
    for (int second = 0; second <= 600; second += 30) {
      look(second + " rows", second);
    }
    assertThatThrownBy(() -> look("601 rows", 601)).hasMessageContaining("still move after 10 min");
  }

  @Test
  void aMinuteWithoutAMoveIsNotYetTheEnd() {
    look("1 row", 0);
    assertThatCode(() -> look("1 row", 60)).doesNotThrowAnyException();
  }

  private void look(String counters, int second) {
    patience.check(() -> "the rows", counters, TimeUnit.SECONDS.toNanos(second));
  }
}
