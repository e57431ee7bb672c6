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
 * Tests that a demo says how many commands a second its talk had, who chose that, and what the
 * machine can do.
 *
 * <p>Seen red: the line had what the machine can do only after a kill with a long backlog.
 */
class DemoResultTest {

  private static final OptionalDouble FOUND_BY_ITSELF = OptionalDouble.empty();

  @Test
  void theLineSaysTheRateAndWhatTheMachineCanDo() {
    assertThat(result(FOUND_BY_ITSELF, true, 310.4).line())
        .isEqualTo(
            "3,012 messages, 31 commands/s (the machine can do 310), 0.00 s to each device (p99),"
                + " 0.0 % redelivered (2.5 % with the recovery), back 4.1 s after a kill, 0 lost, 0"
                + " twice, 0 reordered, seed 7");
  }

  @Test
  void theLineSaysNothingOfAKillThatWasNot() {
    assertThat(result(OptionalDouble.of(0.5), false, 310.4).line())
        .startsWith("3,012 messages, 0.50 commands/s (the machine can do 310), ")
        .contains("redelivered, 0 lost");
  }

  @Test
  void theReportSaysWhoChoseTheRate() {
    assertThat(result(FOUND_BY_ITSELF, true, 310.4).load())
        .isEqualTo(
            "In the last third of the warm-up the machine did 310 commands a second. The talk had"
                + " 31, a tenth of that, but at least 1 and at most 50.");
    assertThat(result(OptionalDouble.of(80), true, 310.4).load())
        .endsWith("had 80, as --rate or the chat log says.");
  }

  @Test
  void aRepetitionHasTheSameRate() {
    assertThat(result(FOUND_BY_ITSELF, true, 310.4).toRepeat())
        .containsExactly(Map.entry("--seed", "7"), Map.entry("--rate", "31"));
    assertThat(result(OptionalDouble.of(80), true, 310.4).toRepeat())
        .containsExactly(Map.entry("--seed", "7"));
  }

  @Test
  void aTalkTakesATenthOfWhatTheMachineCanDoButNotMoreThanPeopleReadAlong() {
    Plan plan = plan(FOUND_BY_ITSELF, true);
    assertThat(plan.rateOn(223)).isEqualTo(22);
    assertThat(plan.rateOn(2_000)).isEqualTo(50);
    assertThat(plan.rateOn(3)).isEqualTo(1);
    assertThat(plan(OptionalDouble.of(80), true).rateOn(223)).isEqualTo(80);
  }

  private static DemoResult result(OptionalDouble asked, boolean kill, double machineRate) {
    Map<Violation, Verdict.Check> checks = new EnumMap<>(Violation.class);
    for (Violation violation : Violation.values()) {
      checks.put(violation, new Verdict.Check(0, List.of()));
    }
    Recovery recovery = new Recovery("kill -9", Map.of(RecoveryClock.DELIVERING, 4_100L));
    Plan plan = plan(asked, kill);
    return new DemoResult(
        plan,
        "group",
        machineRate,
        plan.rateOn(machineRate),
        kill ? List.of(recovery) : List.of(),
        new Verdict(Map.of(), checks),
        List.of(),
        0,
        null,
        3_012,
        new Measured(new Histogram(3), new Histogram(3), 0, 0, 0.025, 0));
  }

  private static Plan plan(OptionalDouble asked, boolean kill) {
    return new Plan(7, null, asked, perSecond -> null, Duration.ZERO, kill);
  }
}
