package io.parley.simulation;

import io.parley.checker.Checker;
import io.parley.checker.Verdict;
import io.parley.checker.Violation;
import io.parley.checker.sort.Scratch;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Plays scripts. It is for one thread; runs do not share anything.
 *
 * @param fault a planted fault, or null
 * @param scratch where the checker sorts. A run fits into its memory, so nothing is written there
 */
public record Simulation(PlantedFault fault, Scratch scratch) {

  /**
   * What the checker judges by times. It has to guess from the deliveries how far routing was
   * behind. On a real stack the guess is good, because most of the traffic flows on. In a script
   * with a few dozen messages there may be nothing from which it could be guessed. So these are
   * judged only if no record waited for longer than {@link #KNOWN_WITHIN_MILLIS}, which is two
   * thirds of what the checker allows for.
   */
  private static final Set<Violation> DEPEND_ON_DELAY =
      EnumSet.of(
          Violation.PUSH_MISSING,
          Violation.PUSH_NOT_OWED,
          Violation.CLEAR_MISSING,
          Violation.ENDED_SESSION);

  private static final long KNOWN_WITHIN_MILLIS = 60_000;

  /**
   * Plays a script.
   *
   * @return what is wrong: a broken promise, the checker's findings, or the exception of a
   *     decision. Empty if the promise holds
   */
  public Optional<String> play(Script script) {
    World world = new World(fault);
    Steps steps = new Steps(world);
    try {
      steps.begin();
      script.steps().forEach(steps::play);
      steps.rest();
    } catch (BrokenPromiseException e) {
      return Optional.of(e.getMessage());
    } catch (RuntimeException e) {
      StackTraceElement at = e.getStackTrace()[0];
      return Optional.of("A decision failed: " + e + " at " + at);
    }
    WorldHistory history = new WorldHistory(world);
    Verdict verdict =
        new Checker(scratch)
            .ingest(history, IngestTask.HORIZON)
            .deliveries(history)
            .receipts(history)
            .verdict();
    Set<Violation> found = new TreeSet<>(verdict.violations());
    if (world.longestDelay > KNOWN_WITHIN_MILLIS) {
      found.removeAll(DEPEND_ON_DELAY);
    }
    if (world.cancellationWasLate) {
      // To the checker a message is deleted, or a user gone, when the command comes. Routing cannot
      // know it yet.
      found.remove(Violation.PUSH_NOT_OWED);
    }
    if (world.routing.hasForgottenASilence()) {
      // A delivery to a gateway that has been silent for long reaches nobody, and comes again.
      found.remove(Violation.ENDED_SESSION);
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(findings(verdict, found));
  }

  private static String findings(Verdict verdict, Set<Violation> found) {
    StringBuilder text = new StringBuilder();
    verdict
        .checks()
        .forEach(
            (violation, check) -> {
              if (found.contains(violation)) {
                text.append("%s, %d found:%n".formatted(violation, check.found()));
                check.samples().forEach(sample -> text.append("  %s%n".formatted(sample)));
              }
            });
    return text.toString();
  }
}
