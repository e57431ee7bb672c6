package io.parley.faults;

import io.parley.checker.Checker;
import io.parley.checker.Verdict;
import io.parley.checker.live.FirstSightObserver;
import io.parley.pipeline.Pipeline;
import io.parley.pipeline.PipelineStack;
import io.parley.simulator.Fleet;
import io.parley.simulator.SeededRandom;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * One fault on a stack that is well: people talk, the damage is done, everybody comes back, and the
 * checker looks at all that the stack has seen so far.
 */
final class FaultCase {

  private static final Duration TALK_BEFORE = Duration.ofSeconds(4);
  private static final Duration TALK_AFTER = Duration.ofSeconds(3);

  private final Fault fault;
  private final long seed;
  private final int stackNumber;
  private final Instant began = Instant.now();
  private final long beganNanos = System.nanoTime();

  /**
   * A case.
   *
   * @param seed of the run; the case's own chance comes from it and the fault's name
   * @param stackNumber for the record
   */
  FaultCase(Fault fault, long seed, int stackNumber) {
    this.fault = fault;
    this.seed = seed;
    this.stackNumber = stackNumber;
  }

  /** Runs it. Whatever goes wrong is in the result. */
  CaseResult run(PipelineStack stack, Load load, Narrator narrator) {
    // The fleet's names come from it, so two cases on one stack need two.
    long own = new SplittableRandom(seed * 31 + fault.name().hashCode()).nextLong() >>> 24;
    CaseResult result = null;
    try (FirstSightObserver observer = FirstSightObserver.start(stack.state().services());
        Fleet fleet = new Fleet(stack.state().services(), fault.people(own), load.talk(own));
        Narrator.Line line = narrator.follow(fleet, stack.pipeline())) {
      SeededRandom chance = new SeededRandom(new SplittableRandom(own));
      result = carryOut(new FaultRun(stack, fleet, chance, line::say), observer);
    } catch (IOException | RuntimeException e) {
      if (result == null) {
        return crashed(e);
      }
      narrator.say("         something did not close after the case: " + e);
    }
    return result;
  }

  private CaseResult carryOut(FaultRun run, FirstSightObserver observer) {
    try {
      Before before = Before.of(run);
      inflict(run);
      return judge(run, before, observer);
    } catch (Skipped e) {
      return result(Outcome.SKIPPED, List.of(e.getMessage()), run, 0, 0, Optional.empty());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ended(run, e);
    } catch (Exception e) {
      return ended(run, e);
    }
  }

  /** What the counters said when the case began: they go on over cases. */
  private record Before(Restarts restarts, long failedCommittables, DeadLetterCount deadLetters) {
    static Before of(FaultRun run) throws IOException {
      Pipeline.Setbacks setbacks = run.pipeline().setbacks();
      return new Before(
          Restarts.of(run.pipeline(), setbacks),
          setbacks.failedCommittables(),
          DeadLetterCount.now(run));
    }
  }

  private void inflict(FaultRun run) throws Exception {
    run.fleet().open(fault.patience());
    run.fleet().talk();
    run.talk(TALK_BEFORE);
    run.mark("the talk is under way");
    fault.inflict(run);
    run.talk(TALK_AFTER);
  }

  private CaseResult judge(FaultRun run, Before before, FirstSightObserver observer)
      throws IOException {
    List<String> failures = new ArrayList<>();
    attempt(failures, () -> run.fleet().drain(fault.patience()));
    run.fleet().requireAlive();
    run.mark("everybody is back");
    attempt(failures, () -> run.pipeline().awaitRest(fault.patience()));
    run.mark("at rest");
    Pipeline.Setbacks setbacks = run.pipeline().setbacks();
    Restarts restarts = Restarts.of(run.pipeline(), setbacks);
    boolean restarted = !restarts.equals(before.restarts());
    long failedCommittables =
        setbacks.failedCommittables() - (restarted ? 0 : before.failedCommittables());
    long deadLetters = before.deadLetters().until(DeadLetterCount.now(run));
    Verdict verdict = Checker.all(run.stack().state().services(), observer.stop());
    run.mark("checked");
    Judgement judgement =
        Judgement.of(
            fault.expectation(),
            new Observation(
                verdict, run.detections(), failures, failedCommittables, restarted, deadLetters));
    return result(
        judgement.outcome(),
        judgement.reasons(),
        run,
        failedCommittables,
        restarts.total(),
        Optional.of(verdict));
  }

  private interface Step {
    void run() throws IOException;
  }

  private static void attempt(List<String> failures, Step step) {
    try {
      step.run();
    } catch (IOException e) {
      failures.add(e.getMessage());
    }
  }

  private CaseResult ended(FaultRun run, Exception e) {
    Optional<Throwable> fleetFailure = run.fleet().failure();
    Outcome outcome = Outcome.of(e, fleetFailure.isPresent());
    run.mark("%s: %s".formatted(outcome.label(), e));
    List<String> reasons = new ArrayList<>(List.of(e.toString()));
    fleetFailure.ifPresent(failure -> reasons.add("the fleet failed: " + failure));
    return result(outcome, reasons, run, 0, 0, Optional.empty());
  }

  /** The result if what the case stands on failed, before the fault or after it. */
  CaseResult crashed(Exception e) {
    return new CaseResult(
        fault,
        seed,
        stackNumber,
        began,
        seconds(),
        Outcome.ERROR,
        List.of(e.toString()),
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        Map.of(),
        0,
        0,
        Optional.empty());
  }

  private CaseResult result(
      Outcome outcome,
      List<String> reasons,
      FaultRun run,
      long failedCommittables,
      long restarts,
      Optional<Verdict> verdict) {
    return new CaseResult(
        fault,
        seed,
        stackNumber,
        began,
        seconds(),
        outcome,
        reasons,
        run.detections(),
        run.timeline(),
        run.recoveries(),
        run.fleet().tally().toMap(),
        run.strikes().toMap(),
        failedCommittables,
        restarts,
        verdict);
  }

  private double seconds() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos) / 1e3;
  }
}
