package io.parley.checker;

import io.parley.checker.deliveries.DeliveryCheck;
import io.parley.checker.deliveries.DeviceCursorCheck;
import io.parley.checker.history.DeliveryHistory;
import io.parley.checker.history.DeviceCursorHistory;
import io.parley.checker.history.IngestHistory;
import io.parley.checker.history.MembershipHistory;
import io.parley.checker.history.ReceiptHistory;
import io.parley.checker.history.Sightings;
import io.parley.checker.ingest.IngestCheck;
import io.parley.checker.live.LiveHistory;
import io.parley.checker.live.Part;
import io.parley.checker.live.Progress;
import io.parley.checker.members.MembershipCheck;
import io.parley.checker.receipts.ReceiptCheck;
import io.parley.checker.sort.Scratch;
import io.parley.command.ServiceAddresses;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A checker that compares a history with the promise. For a stack with all jobs, at rest:
 *
 * <pre>{@code
 * FirstSightObserver observer = FirstSightObserver.start(stack.ready().services());
 * ... the run, until Pipeline.awaitRest or Quiescence.await ...
 * Checker.all(stack.ready().services(), observer.stop()).assertHolds();
 * }</pre>
 *
 * <p>For any other history, check the parts that ran, then ask for the verdict:
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

  /** The default of ingest. */
  private static final Duration DEDUP_HORIZON = Duration.ofDays(7);

  private final Scratch scratch;
  private final Findings findings = new Findings();

  /** A checker that sorts in {@code scratch}, which the caller closes. */
  public Checker(Scratch scratch) {
    this.scratch = scratch;
  }

  /** Checks the output of ingest. */
  public Checker ingest(IngestHistory history) {
    return ingest(history, DEDUP_HORIZON);
  }

  /** Checks the output of an ingest with another dedup horizon. */
  public Checker ingest(IngestHistory history, Duration dedupHorizon) {
    new IngestCheck(dedupHorizon).run(history, scratch, findings);
    return this;
  }

  /** Checks the tables about members and 10-day windows, which ingest writes too. */
  public Checker members(MembershipHistory history) {
    new MembershipCheck(findings).run(history, scratch);
    return this;
  }

  /** Checks the output of receipt aggregation. */
  public Checker receipts(ReceiptHistory history) {
    new ReceiptCheck(findings).run(history, scratch);
    return this;
  }

  /** Checks the output of delivery routing, as far as the topics show it. */
  public Checker deliveries(DeliveryHistory history) {
    new DeliveryCheck(findings).run(history, scratch);
    return this;
  }

  /** Checks the table of device cursors, which delivery routing writes. */
  public Checker deviceCursors(DeviceCursorHistory history) {
    new DeviceCursorCheck(findings).run(history, scratch);
    return this;
  }

  /** Adds the sightings of an observer that watched the run. */
  public Checker sightings(Sightings sightings) {
    findings.lookFor(List.of(Violation.STORED_AFTER_VISIBLE, Violation.HOLE_SEEN));
    findings.count("first sights with a look-up of the row", sightings.answered());
    findings.count("first sights without an answer", sightings.unanswered());
    findings.count("rows compared with the row below", sightings.compared());
    findings.report(
        Violation.STORED_AFTER_VISIBLE,
        sightings.withoutRow(),
        sightings.samples(),
        "had no row when it was first seen");
    findings.report(
        Violation.HOLE_SEEN,
        sightings.holes(),
        sightings.holeSamples(),
        "the row before it was not readable");
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

  /**
   * The same without an observer. Rows that were written, but too late, and holes that were closed
   * are not found.
   */
  public static Verdict all(ServiceAddresses address) {
    try (LiveHistory history = LiveHistory.connect(address, Progress.SILENT);
        Scratch scratch = Scratch.temporary()) {
      return new Checker(scratch).all(history).verdict();
    }
  }

  /** Checks the output of all jobs. */
  public Checker all(LiveHistory history) {
    return parts(EnumSet.allOf(Part.class), history);
  }

  /** Checks the output of some jobs. */
  public Checker parts(Set<Part> parts, LiveHistory history) {
    if (parts.contains(Part.INGEST)) {
      ingest(history).members(history);
    }
    if (parts.contains(Part.ROUTING)) {
      deliveries(history).deviceCursors(history);
    }
    if (parts.contains(Part.RECEIPTS)) {
      receipts(history);
    }
    return this;
  }

  /** The verdict on everything that was checked so far. */
  public Verdict verdict() {
    return findings.verdict();
  }
}
