package io.parley.checker;

import io.parley.checker.deliveries.DeliveryCheck;
import io.parley.checker.history.DeliveryHistory;
import io.parley.checker.history.IngestHistory;
import io.parley.checker.history.ReceiptHistory;
import io.parley.checker.history.Sightings;
import io.parley.checker.ingest.IngestCheck;
import io.parley.checker.live.LiveHistory;
import io.parley.checker.live.Part;
import io.parley.checker.live.Progress;
import io.parley.checker.receipts.ReceiptCheck;
import io.parley.checker.sort.Scratch;
import io.parley.command.ServiceAddresses;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Holds a history against the promise. For a stack with all jobs on it, at rest:
 *
 * <pre>{@code
 * FirstSightObserver observer = FirstSightObserver.start(stack.ready().services());
 * ... the run, until Pipeline.awaitRest or Quiescence.await ...
 * Checker.all(stack.ready().services(), observer.stop()).assertHolds();
 * }</pre>
 *
 * <p>For any other history take the parts that ran, then ask for the verdict:
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

  /** Checks what the receipt aggregation did. */
  public Checker receipts(ReceiptHistory history) {
    new ReceiptCheck(findings).run(history, scratch);
    return this;
  }

  /** Checks what delivery routing sent, as far as topics can tell. */
  public Checker deliveries(DeliveryHistory history) {
    new DeliveryCheck(findings).run(history, scratch);
    return this;
  }

  /** Takes in what an observer saw during the run. */
  public Checker sightings(Sightings sightings) {
    findings.lookFor(List.of(Violation.STORED_AFTER_VISIBLE));
    findings.count("first sights with a look-up of the row", sightings.answered());
    findings.count("first sights without an answer", sightings.unanswered());
    findings.report(
        Violation.STORED_AFTER_VISIBLE,
        sightings.withoutRow(),
        sightings.samples(),
        "had no row when it was first seen");
    return this;
  }

  /**
   * Checks everything on a stack on which all jobs ran and are at rest.
   *
   * @param sightings of an observer that watched the run
   */
  public static Verdict all(ServiceAddresses address, Sightings sightings) {
    try (LiveHistory history = LiveHistory.connect(address, Progress.SILENT);
        Scratch scratch = Scratch.temporary()) {
      return new Checker(scratch).all(history).sightings(sightings).verdict();
    }
  }

  /** The same without an observer: rows that came too late but came are not found. */
  public static Verdict all(ServiceAddresses address) {
    try (LiveHistory history = LiveHistory.connect(address, Progress.SILENT);
        Scratch scratch = Scratch.temporary()) {
      return new Checker(scratch).all(history).verdict();
    }
  }

  /** Checks what all jobs did. */
  public Checker all(LiveHistory history) {
    return parts(EnumSet.allOf(Part.class), history);
  }

  /** Checks what some jobs did. */
  public Checker parts(Set<Part> parts, LiveHistory history) {
    if (parts.contains(Part.INGEST)) {
      ingest(history);
    }
    if (parts.contains(Part.ROUTING)) {
      deliveries(history);
    }
    if (parts.contains(Part.RECEIPTS)) {
      receipts(history);
    }
    return this;
  }

  /** What was found so far. */
  public Verdict verdict() {
    return findings.verdict();
  }
}
