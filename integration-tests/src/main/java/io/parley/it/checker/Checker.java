package io.parley.it.checker;

import io.parley.it.checker.history.IngestHistory;
import io.parley.it.checker.ingest.IngestCheck;
import io.parley.it.checker.sort.Scratch;
import java.time.Duration;

/**
 * Holds a history against the promise. Take the parts that ran, then ask for the verdict:
 *
 * <pre>{@code
 * try (Scratch scratch = Scratch.temporary()) {
 *   new Checker(scratch).ingest(history).verdict().assertHolds();
 * }
 * }</pre>
 *
 * <p>For one thread, one history and one verdict.
 */
public final class Checker {

  /** As ingest's default. */
  private static final Duration DEDUP_HORIZON = Duration.ofDays(7);

  private final Scratch scratch;
  private final Findings findings = new Findings();

  /** A checker that sorts in {@code scratch}, which the caller closes. */
  public Checker(Scratch scratch) {
    this.scratch = scratch;
  }

  /** Checks what ingest did. */
  public Checker ingest(IngestHistory history) {
    return ingest(history, DEDUP_HORIZON);
  }

  /** Checks what an ingest with another dedup horizon did. */
  public Checker ingest(IngestHistory history, Duration dedupHorizon) {
    new IngestCheck(dedupHorizon).run(history, scratch, findings);
    return this;
  }

  /** What was found so far. */
  public Verdict verdict() {
    return findings.verdict();
  }
}
