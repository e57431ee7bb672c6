package io.parley.faults;

import java.util.Locale;

/** The outcome of a case. */
enum Outcome {
  /** The case passed: the promise held, or the expected loss was found and named. */
  PASSED,
  /** A stated limit was reached, and nothing beyond it. */
  LIMIT,
  /** The machine lacks something that the case needs. This says nothing about the product. */
  SKIPPED,
  FAILED;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
