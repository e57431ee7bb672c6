package io.parley.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.checker.sort.Scratch;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation finds every fault that is planted on purpose, and its script is small. */
class PlantedFaultsTest {

  private static final Duration TIME = Duration.ofMinutes(5);

  @ParameterizedTest
  @EnumSource(PlantedFault.class)
  void isFoundAndMadeSmall(PlantedFault fault) {
    Campaign.Result result = new Campaign(1, 300).run(fault, TIME, 3_000, runs -> {});

    assertThat(result.failure()).isPresent();
    Campaign.Failure failure = result.failure().orElseThrow();
    assertThat(failure.script().steps()).hasSizeLessThan(60);
    try (Scratch scratch = Scratch.temporary()) {
      Script written = Script.parse("# a comment\n\n" + failure.script());
      assertThat(new Simulation(fault, scratch).play(written).finding())
          .contains(failure.finding());
      assertThat(new Simulation(null, scratch).play(written).finding()).isEmpty();
    }
  }

  @Test
  void theSameScriptGivesTheSameFindingTwice() {
    Script script = Script.random(1, 300);
    try (Scratch scratch = Scratch.temporary()) {
      Simulation simulation = new Simulation(PlantedFault.FORGETS_ANSWERS, scratch);
      Simulation.Outcome first = simulation.play(script);

      assertThat(first.finding()).isPresent();
      assertThat(simulation.play(script)).isEqualTo(first);
    }
  }
}
