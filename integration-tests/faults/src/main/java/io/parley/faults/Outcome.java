package io.parley.faults;

import java.util.Locale;

/** How a case ended. */
enum Outcome {
  /** As it must: nothing broken, or the loss that must be was found and named. */
  PASSED,
  /** A stated limit was reached, and nothing beyond it. */
  LIMIT,
  /** The machine lacks what the case needs; says nothing about the product. */
  SKIPPED,
  FAILED;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
