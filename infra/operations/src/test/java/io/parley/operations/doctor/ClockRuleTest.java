package io.parley.operations.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Seen red: a rule that takes the time of the question for a difference of the clocks. */
class ClockRuleTest {

  private final ClockRule rule = new ClockRule(Duration.ofSeconds(2));

  @Test
  void aSlowAnswerIsNoFault() {
    assertThat(rule.fault("node a", 10_000, 10_500, 30_000)).isEmpty();
  }

  @Test
  void aClockAheadOrBehindIsAFault() {
    assertThat(rule.fault("node a", 10_000, 13_000, 10_100).orElseThrow())
        .startsWith("The clock of node a is 2900 ms ahead of the clock of this machine");
    assertThat(rule.fault("node a", 10_000, 7_000, 10_100).orElseThrow())
        .startsWith("The clock of node a is 3000 ms behind the clock of this machine");
  }

  @Test
  void theNewestRecordSaysNothingOfAClockThatIsBehind() {
    assertThat(rule.faultIfAhead("broker 1", 1, 10_000)).isEmpty();
    assertThat(rule.faultIfAhead("broker 1", 13_000, 10_000)).isPresent();
  }
}
