package io.parley.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.checker.Violation;
import io.parley.checker.sort.Scratch;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The promise holds in every order of steps that there is time for, at most {@value #MOST_RUNS}
 * runs. {@code ./parley simulate --minutes 60} goes on for an hour, from the seed of the day.
 * {@link PlantedFaultsTest} shows that it can fail.
 */
class SimulationTest {

  /** A script in which a clock that is 5 minutes behind dates a message. */
  static final String COMMAND_OF_A_CLOCK_BEHIND = "BROKER_CLOCK:0:1\nBROKER_CLOCK:1:1\nSAY:0:0";

  private static final long MOST_RUNS = 5_000;
  private static final Duration TIME = Duration.ofMinutes(1);

  @Test
  void thePromiseHoldsInEveryRun() {
    Campaign.Result result = new Campaign(1, 300).run(null, TIME, MOST_RUNS, runs -> {});

    assertThat(result.failure()).isEmpty();
    assertThat(result.runs()).isPositive();
  }

  /** An exemption that grows would leave the notifications to no judge. */
  @Test
  void aQuarterOfTheRunsIsJudgedInFull() {
    Campaign.Result result = new Campaign(1, 300).run(null, TIME, 100, runs -> {});

    assertThat(result.judgedInFull()).isGreaterThan(result.runs() / 4);
    assertThat(result.notJudged())
        .containsOnlyKeys(
            Violation.ENDED_SESSION,
            Violation.PUSH_MISSING,
            Violation.PUSH_NOT_OWED,
            Violation.CLEAR_MISSING);
  }

  /** Before, a clock that was set back and dated nothing left four checks out of the run. */
  @Test
  void aClockThatIsBehindLeavesChecksOutOnlyIfItDatesACommand() {
    assertThat(notJudged("BROKER_CLOCK:0:1\nBROKER_CLOCK:1:1")).isEmpty();
    assertThat(notJudged("BROKER_CLOCK:0:2\nBROKER_CLOCK:1:2\nSAY:0:0"))
        .as("it is 5 seconds behind")
        .isEmpty();
    assertThat(notJudged(COMMAND_OF_A_CLOCK_BEHIND)).hasSize(4);
  }

  private static Set<Violation> notJudged(String script) {
    try (Scratch scratch = Scratch.temporary()) {
      return new Simulation(null, scratch).play(Script.parse(script)).notJudged();
    }
  }

  /** Each seed stands for something that was wrong when it was found, or for a limit. */
  @Test
  void theSeedsThatOnceFailedHold() {
    for (long seed :
        new long[] {
          2, 71, 261, 319, 371, 385, 509, 935, 970, 1039, 1658, 2393, 701389, 701458, 904136,
          20289993, 20308063, 32214751, 35006353, 38068573, 40232383
        }) {
      Optional<Campaign.Failure> failure =
          new Campaign(seed, 300).run(null, TIME, 1, runs -> {}).failure();

      assertThat(failure).as("seed %d", seed).isEmpty();
    }
  }
}
