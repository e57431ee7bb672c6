package io.parley.operations.doctor;

import java.time.Duration;
import java.util.Optional;

/**
 * Judges the clock of a server against the clock of this machine.
 *
 * @param tolerance how far apart they may be
 */
record ClockRule(Duration tolerance) {

  /**
   * The fault of a clock that was read between two readings of this machine's clock.
   *
   * @param whose such as "database node 10.0.0.1"
   * @param before this machine's clock before the question, in milliseconds
   * @param theirs the answer
   * @param after this machine's clock after the answer
   */
  Optional<String> fault(String whose, long before, long theirs, long after) {
    long ahead = theirs - after;
    long behind = before - theirs;
    long apart = Math.max(ahead, behind);
    return apart <= tolerance.toMillis()
        ? Optional.empty()
        : Optional.of(
            "The clock of %s is %d ms %s the clock of this machine; expected at most %d ms. Ids, leases and deduplication are dated by these clocks. Synchronise them with NTP."
                .formatted(
                    whose, apart, ahead > behind ? "ahead of" : "behind", tolerance.toMillis()));
  }

  /** The fault of a time that lies in the future. Nothing is known of a time in the past. */
  Optional<String> faultIfAhead(String whose, long theirs, long now) {
    return theirs < now ? Optional.empty() : fault(whose, now, theirs, now);
  }
}
