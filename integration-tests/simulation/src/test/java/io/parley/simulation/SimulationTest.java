package io.parley.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The promise holds in every order of steps that there is time for. {@code ./parley simulate
 * --minutes 60} does the same for an hour. {@link PlantedFaultsTest} shows that it can fail.
 */
class SimulationTest {

  private static final Duration TIME =
      Duration.ofSeconds(Integer.getInteger("parley.simulation.seconds", 60));

  @Test
  void thePromiseHoldsInEveryRun() {
    long seed = Long.getLong("parley.simulation.seed", SimulateCommand.seedOfTheDay());
    System.out.println("first seed " + seed);

    Campaign.Result result = new Campaign(seed, 300).run(null, TIME, Long.MAX_VALUE, runs -> {});

    assertThat(result.failure()).as("from seed %d", seed).isEmpty();
    assertThat(result.runs()).isPositive();
  }

  /** Each seed stands for something that was wrong when it was found, or for a limit. */
  @Test
  void theSeedsThatOnceFailedHold() {
    for (long seed : new long[] {2, 71, 261, 319, 371, 385, 509, 935, 970, 1039, 1658, 2393}) {
      Optional<Campaign.Failure> failure =
          new Campaign(seed, 300).run(null, TIME, 1, runs -> {}).failure();

      assertThat(failure).as("seed %d", seed).isEmpty();
    }
  }
}
