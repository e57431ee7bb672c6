package io.parley.faults;

import io.parley.checker.Violation;
import java.util.Collections;
import java.util.Set;

/**
 * The result that a fault must have.
 *
 * @param kind the kind of result
 * @param words for a limit: what exactly is not promised; empty for the other kinds
 * @param violations the violations that the checker may find; empty for HOLDS
 * @param deadLetters why the fault makes dead letters; empty if no record may become one
 * @param byAbortsOnly whether all losses must come from aborted transactions, see {@link
 *     #byAbortedTransactionsOnly}
 */
public record Expectation(
    Kind kind, String words, Set<Violation> violations, String deadLetters, boolean byAbortsOnly) {

  /** How a fault may end. */
  public enum Kind {
    /** Every check finds nothing. */
    HOLDS,
    /**
     * Something is lost, and the product says so itself ({@link FaultRun#detected}) as the checker
     * does. Loss that only the checker sees is a failure. No loss at all is a failure too, because
     * then the case has not shown anything. Devices lose nothing: each of them must have everything
     * in the end, and the pipeline must come to rest.
     */
    LOSS_DETECTED,
    /**
     * The checker may find the named violations and no others; the limit's words say why. If
     * something is lost, the product must say so itself.
     */
    LIMIT
  }

  public Expectation {
    violations = Collections.unmodifiableSet(violations);
  }

  /** Every check finds nothing. */
  public static Expectation holds() {
    return new Expectation(Kind.HOLDS, "", Set.of(), "", false);
  }

  /** Something is lost, and named by the product and by the checker. */
  public static Expectation lossDetected(Set<Violation> violations) {
    return new Expectation(Kind.LOSS_DETECTED, "", violations, "", false);
  }

  /** A limit, in the exact words of the README. */
  public static Expectation limit(String words, Set<Violation> violations) {
    return new Expectation(Kind.LIMIT, words, violations, "", false);
  }

  /**
   * The same for a fault that makes dead letters. The fault itself judges which.
   *
   * @param why the records become dead letters
   */
  public Expectation withDeadLetters(String why) {
    return new Expectation(kind, words, violations, why, byAbortsOnly);
  }

  /**
   * The same for a fault that may lose only what transactions of ingest held that the broker has
   * aborted. {@link AbortedTransactions} says how much that can be at most.
   */
  public Expectation byAbortedTransactionsOnly() {
    return new Expectation(kind, words, violations, deadLetters, true);
  }
}
