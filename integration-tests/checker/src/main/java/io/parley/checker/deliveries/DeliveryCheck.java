package io.parley.checker.deliveries;

import io.parley.checker.Findings;
import io.parley.checker.Violation;
import io.parley.checker.history.DeliveryHistory;
import io.parley.checker.sort.Scratch;
import java.util.List;

/**
 * The check of delivery routing. It compares {@code chat.deliveries} and {@code chat.push} with the
 * router's inputs. The package comment says what can be decided.
 */
public final class DeliveryCheck {

  /** The violations that this check looks for. */
  public static final List<Violation> LOOKS_FOR =
      List.of(
          Violation.MISDELIVERED,
          Violation.DELIVERED_OUT_OF_ORDER,
          Violation.ENDED_SESSION,
          Violation.WRONG_SYNC,
          Violation.REDELIVERED,
          Violation.WRONG_UPDATE,
          Violation.UPDATE_MISSING,
          Violation.UNDELIVERED,
          Violation.WRONG_PUSH,
          Violation.PUSH_MISSING,
          Violation.PUSH_NOT_OWED,
          Violation.CLEAR_MISSING,
          Violation.CLEAR_NOT_OWED);

  private final Findings findings;

  public DeliveryCheck(Findings findings) {
    this.findings = findings;
  }

  /** Checks a history. */
  public void run(DeliveryHistory history, Scratch scratch) {
    findings.lookFor(LOOKS_FOR);
    findings.startCounts(RoutingCheck.COUNTS);
    findings.startCounts(List.of(CompletenessCheck.OWED, CompletenessCheck.HANDED_AGAIN));
    findings.startCounts(PushCheck.COUNTS);
    Timeline timeline = Timeline.of(history, scratch);
    new RoutingCheck(findings, timeline).run(history, scratch);
    new CompletenessCheck(findings, timeline).run(history, scratch);
    new PushCheck(findings, timeline).run(history, scratch);
  }
}
