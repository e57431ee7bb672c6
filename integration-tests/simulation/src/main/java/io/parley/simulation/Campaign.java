package io.parley.simulation;

import io.parley.checker.Violation;
import io.parley.checker.sort.Scratch;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
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
   * @param judgedInFull how many of them were judged with all checks
   * @param notJudged in how many runs a check was left out, for each check that ever was. See
   *     {@link Simulation}
   * @param failure empty if the promise held
   */
  public record Result(
      long runs, long judgedInFull, Map<Violation, Long> notJudged, Optional<Failure> failure) {

    /** How many runs were judged without some of the checks. */
    public long judgedInPart() {
      return runs - judgedInFull;
    }
  }

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
      long judgedInFull = 0;
      Map<Violation, Long> notJudged = new EnumMap<>(Violation.class);
      while (runs < maxRuns && System.nanoTime() < end) {
        long seed = firstSeed + runs;
        Script script = Script.random(seed, steps);
        Simulation.Outcome outcome = simulation.play(script);
        runs++;
        judgedInFull += outcome.notJudged().isEmpty() ? 1 : 0;
        outcome.notJudged().forEach(violation -> notJudged.merge(violation, 1L, Long::sum));
        if (!outcome.holds()) {
          Failure failure = smallest(simulation, seed, script);
          return new Result(runs, judgedInFull, notJudged, Optional.of(failure));
        }
        progress.accept(runs);
      }
      return new Result(runs, judgedInFull, notJudged, Optional.empty());
    }
  }

  private static Failure smallest(Simulation simulation, long seed, Script script) {
    Script small = Shrinker.shrink(script, candidate -> !simulation.play(candidate).holds());
    return new Failure(seed, small, simulation.play(small).finding().orElseThrow());
  }
}
