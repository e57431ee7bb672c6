package io.parley.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The promise holds in every order of steps that there is time for, at most {@value #MOST_RUNS}
 * runs. {@code ./parley simulate --minutes 60} goes on for an hour, from the seed of the day.
 * {@link PlantedFaultsTest} shows that it can fail.
 */
class SimulationTest {

  private static final long MOST_RUNS = 5_000;
  private static final Duration TIME = Duration.ofMinutes(1);

  @Test
  void thePromiseHoldsInEveryRun() {
    Campaign.Result result = new Campaign(1, 300).run(null, TIME, MOST_RUNS, runs -> {});

    assertThat(result.failure()).isEmpty();
    assertThat(result.runs()).isPositive();
  }

  /** Each seed stands for something that was wrong when it was found, or for a limit. */
  @Test
  void theSeedsThatOnceFailedHold() {
    for (long seed :
        new long[] {
          2, 71, 261, 319, 371, 385, 509, 935, 970, 1039, 1658, 2393, 701389, 701458, 904136,
          20289993, 20308063
        }) {
      Optional<Campaign.Failure> failure =
          new Campaign(seed, 300).run(null, TIME, 1, runs -> {}).failure();

      assertThat(failure).as("seed %d", seed).isEmpty();
    }
  }
}
