package io.parley.faults;

import io.parley.simulator.MissedDeadline;
import java.util.Locale;
import org.awaitility.core.ConditionTimeoutException;

/** The outcome of a case. */
enum Outcome {
  /** The case passed: the promise held, or the expected loss was found and named. */
  PASSED,
  /** A stated limit was reached, and nothing beyond it. */
  LIMIT,
  /** The machine lacks something that the case needs. This says nothing about the product. */
  SKIPPED,
  /** The product broke the promise, or did not get well. */
  FAILED,
  /**
   * The case could not be carried out: a server did not start, or a tool failed. This says nothing
   * about the product, but a run with such a case is no proof.
   */
  ERROR;

  /**
   * The outcome of a case that an exception ended, see {@link Fault#inflict}.
   *
   * @param fleetFailed whether the simulated people had ended before: then what somebody waited for
   *     in vain was missing for want of them
   */
  static Outcome of(Exception end, boolean fleetFailed) {
    if (fleetFailed) {
      return ERROR;
    }
    boolean product =
        end instanceof PromiseBroken
            || end instanceof MissedDeadline
            || end instanceof ConditionTimeoutException;
    return product ? FAILED : ERROR;
  }

  /** Whether a run with such a case is as it should be. */
  boolean isAsExpected() {
    return this != FAILED && this != ERROR;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
