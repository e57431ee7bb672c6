package io.parley.operations.doctor;

/**
 * Something that is not as it should be.
 *
 * @param severity whether the promise is in danger
 * @param area the system, such as "kafka"
 * @param message what is wrong, what follows from it, and what to do
 */
record Finding(Severity severity, String area, String message) {

  /** How bad a finding is. */
  enum Severity {
    /** The promise does not hold, or a job does not start. */
    FAULT,
    /** The promise holds, and something should still be looked at. */
    WARNING
  }

  static Finding fault(String area, String message) {
    return new Finding(Severity.FAULT, area, message);
  }

  static Finding warning(String area, String message) {
    return new Finding(Severity.WARNING, area, message);
  }
}
