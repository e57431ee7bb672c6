package io.parley.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.checker.Verdict;
import io.parley.checker.Violation;
import io.parley.pipeline.run.Recovery;
import io.parley.pipeline.run.RecoveryClock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/**
 * Tests that a demo says what was asked of the machine, and what the machine could do.
 *
 * <p>Seen red: neither was in the line, and the report had them only after a kill with a backlog
 * that took long enough to measure.
 */
class DemoResultTest {

  @Test
  void theLineSaysWhatWasAskedAndWhatTheMachineCouldDo() {
    assertThat(result(50, true, OptionalDouble.of(310.4)).line(3_012))
        .isEqualTo(
            "3,012 messages, asked for 50 commands/s, 0.00 s to each device (p99), 0.0 %"
                + " redelivered, back 4.1 s after a kill, backlog worked off at 310 commands/s,"
                + " 0 lost, 0 twice, 0 reordered, seed 7");
  }

  @Test
  void theLineSaysNothingOfTheMachineThatIsNotKnown() {
    assertThat(result(0.5, true, OptionalDouble.empty()).line(30))
        .startsWith("30 messages, asked for 0.50 commands/s, ")
        .contains("back 4.1 s after a kill, 0 lost");
    assertThat(result(50, false, OptionalDouble.empty()).line(3_012))
        .contains("asked for 50 commands/s, ", "redelivered, 0 lost");
  }

  @Test
  void theReportSaysAtWhichRateTheBacklogWasWorkedOff() {
    assertThat(result(50, true, OptionalDouble.of(310.4)).load())
        .isEqualTo(
            "The talk asked for 50 commands a second. After the kill the backlog was worked off at"
                + " 310 commands a second.");
  }

  @Test
  void theReportSaysWhyTheMachinesOwnRateIsNotKnown() {
    assertThat(result(50, true, OptionalDouble.empty()).load())
        .startsWith("The talk asked for 50 commands a second.")
        .contains("gone too soon to measure");
    assertThat(result(50, false, OptionalDouble.empty()).load())
        .startsWith("The talk asked for 50 commands a second.")
        .contains("was not tried", "without a kill");
  }

  private static DemoResult result(double perSecond, boolean kill, OptionalDouble caughtUp) {
    Map<Violation, Verdict.Check> checks = new EnumMap<>(Violation.class);
    for (Violation violation : Violation.values()) {
      checks.put(violation, new Verdict.Check(0, List.of()));
    }
    Recovery recovery = new Recovery("kill -9", Map.of(RecoveryClock.DELIVERING, 4_100L));
    return new DemoResult(
        new Plan(7, "", null, null, "", perSecond, Duration.ZERO, Duration.ZERO, kill),
        kill ? List.of(recovery) : List.of(),
        new Verdict(Map.of(), checks),
        List.of(),
        0,
        null,
        new Measured(new Histogram(3), new Histogram(3), 0, 0, 0, caughtUp));
  }
}
