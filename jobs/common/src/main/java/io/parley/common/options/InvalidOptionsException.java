package io.parley.common.options;

import java.util.List;

/** Thrown with all faults of a job's options or surroundings, in one message. */
public final class InvalidOptionsException extends RuntimeException {

  private final List<String> faults;

  /**
   * @param what what the faults are about, such as "options of parley-ingest"
   * @param faults one sentence each: the offending value, what was expected, the consequence
   */
  public InvalidOptionsException(String what, List<String> faults) {
    super(
        "%s: %d %s found, the job is not started.%n%s"
            .formatted(
                what,
                faults.size(),
                faults.size() == 1 ? "fault" : "faults",
                String.join(
                    System.lineSeparator(), faults.stream().map(f -> "  - " + f).toList())));
    this.faults = List.copyOf(faults);
  }

  /** The faults, one sentence each, in the order in which they were found. */
  public List<String> faults() {
    return faults;
  }
}
