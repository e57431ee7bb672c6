package io.parley.ingest.domain;

import java.io.Serializable;
import java.time.Duration;

/**
 * The limits that decisions depend on. A change of a limit between two runs may change the events
 * of a replay. So change limits with a savepoint, not after a crash.
 *
 * @param dedupHorizon how long, in record time, a repetition is recognised
 * @param editHorizon how long, in record time, a message may be edited, deleted, or checked as the
 *     target of a reply
 * @param maxMemberChanges longest list of a ChangeMembers command
 * @param maxMembers most members a group may have
 */
public record DecisionLimits(
    Duration dedupHorizon, Duration editHorizon, int maxMemberChanges, int maxMembers)
    implements Serializable {

  /** The most bytes of UTF-8 of a text. Part of the public contract, so it is not an option. */
  public static final int MAX_TEXT_BYTES = 16 * 1024;

  /** Most users that a message may mention. Part of the public contract. */
  public static final int MAX_MENTIONS = 64;

  /** Most characters of the address of media. Part of the public contract. */
  public static final int MAX_URI_LENGTH = 2_048;

  /** The longer of the two horizons. Older records affect no decision any more. */
  public Duration longestHorizon() {
    return dedupHorizon.compareTo(editHorizon) > 0 ? dedupHorizon : editHorizon;
  }

  /**
   * The time after which a segment of a conversation's log is closed. An entry may stay this much
   * longer than needed.
   */
  Duration logSegmentSpan() {
    return longestHorizon().dividedBy(8);
  }
}
