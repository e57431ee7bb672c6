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
 * <p>The checker judges by the times of records. Some runs leave open what routing knew at a time.
 * A check that cannot be right or wrong in such a run is left out of it, and the {@link Outcome}
 * says so.
 *
 * @param fault a planted fault, or null
 * @param scratch where the checker sorts. A run fits into its memory, so nothing is written there
 */
public record Simulation(PlantedFault fault, Scratch scratch) {

  /**
   * How a run ended.
   *
   * @param finding what is wrong: a broken promise, the checker's findings, or the exception of a
   *     decision. Empty if the promise holds
   * @param notJudged the checks that were left out, because the times of this run do not decide
   *     them
   */
  public record Outcome(Optional<String> finding, Set<Violation> notJudged) {

    /** Whether the promise held, as far as the run was judged. */
    public boolean holds() {
      return finding.isEmpty();
    }

    private static Outcome broken(String finding) {
      return new Outcome(Optional.of(finding), Set.of());
    }
  }

  /**
   * What the checker judges by times. It has to guess from the deliveries how far routing was
   * behind. On a real stack the guess is good, because most of the traffic flows on. In a script
   * with a few dozen messages there may be nothing from which it could be guessed. So these are
   * judged only if no record waited, and nothing that was due, for longer than {@link
   * #KNOWN_WITHIN_MILLIS}, and nothing in both ways for longer than {@link #KNOWN_TOGETHER_MILLIS}.
   * The checker allows for 90 s.
   */
  private static final Set<Violation> DEPEND_ON_DELAY =
      EnumSet.of(
          Violation.PUSH_MISSING,
          Violation.PUSH_NOT_OWED,
          Violation.CLEAR_MISSING,
          Violation.ENDED_SESSION);

  private static final long KNOWN_WITHIN_MILLIS = 60_000;
  private static final long KNOWN_TOGETHER_MILLIS = 85_000;

  /** Plays a script. */
  public Outcome play(Script script) {
    World world = new World(fault);
    Steps steps = new Steps(world);
    try {
      steps.begin();
      script.steps().forEach(steps::play);
      steps.rest();
    } catch (BrokenPromiseException e) {
      return Outcome.broken(e.getMessage());
    } catch (RuntimeException e) {
      StackTraceElement at = e.getStackTrace()[0];
      return Outcome.broken("A decision failed: " + e + " at " + at);
    }
    WorldHistory history = new WorldHistory(world);
    Verdict verdict =
        new Checker(scratch)
            .ingest(history, IngestTask.HORIZON)
            .deliveries(history)
            .receipts(history)
            .verdict();
    Set<Violation> notJudged = notJudged(world);
    Set<Violation> found = new TreeSet<>(verdict.violations());
    found.removeAll(notJudged);
    return new Outcome(
        found.isEmpty() ? Optional.empty() : Optional.of(findings(verdict, found)), notJudged);
  }

  private static Set<Violation> notJudged(World world) {
    Set<Violation> notJudged = EnumSet.noneOf(Violation.class);
    if (world.longestDelay > KNOWN_WITHIN_MILLIS || world.longestChain > KNOWN_TOGETHER_MILLIS) {
      notJudged.addAll(DEPEND_ON_DELAY);
    }
    if (world.longestUnreadReceipt > KNOWN_TOGETHER_MILLIS) {
      // What a device has acknowledged for longer than the checker allows for counts as known.
      notJudged.add(Violation.REDELIVERED);
      notJudged.add(Violation.WRONG_SYNC);
    }
    if (world.cancellationWasLate) {
      // The checker sees by the deliveries that routing knew of a deletion or a leave late. Without
      // this one run in 10,000 has no delivery that shows it.
      notJudged.add(Violation.PUSH_NOT_OWED);
    }
    if (world.routing.hasForgottenASilence()) {
      // A delivery to a gateway that has been silent for long reaches nobody, and comes again.
      notJudged.add(Violation.ENDED_SESSION);
    }
    return notJudged;
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
