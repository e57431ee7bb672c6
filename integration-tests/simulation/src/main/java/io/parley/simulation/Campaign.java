package io.parley.simulation;

import io.parley.checker.sort.Scratch;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Plays one seed after the other until the time is over or a seed fails, and then makes the failing
 * script small.
 *
 * @param steps the length of each script
 */
public record Campaign(long firstSeed, int steps) {

  /** A script that breaks the promise, as small as it could be made. */
  public record Failure(long seed, Script script, String finding) {}

  /**
   * The result.
   *
   * @param runs scripts played
   * @param failure empty if the promise held
   */
  public record Result(long runs, Optional<Failure> failure) {}

  /**
   * Plays until the time is over, the runs are played, or a run fails.
   *
   * @param fault a planted fault, or null
   * @param progress is told the number of runs after each run
   */
  public Result run(PlantedFault fault, Duration time, long maxRuns, LongConsumer progress) {
    long end = System.nanoTime() + time.toNanos();
    try (Scratch scratch = Scratch.temporary()) {
      Simulation simulation = new Simulation(fault, scratch);
      long runs = 0;
      while (runs < maxRuns && System.nanoTime() < end) {
        long seed = firstSeed + runs;
        Script script = Script.random(seed, steps);
        runs++;
        if (simulation.play(script).isPresent()) {
          Script small =
              Shrinker.shrink(script, candidate -> simulation.play(candidate).isPresent());
          String finding = simulation.play(small).orElseThrow();
          return new Result(runs, Optional.of(new Failure(seed, small, finding)));
        }
        progress.accept(runs);
      }
      return new Result(runs, Optional.empty());
    }
  }
}
