package io.parley.checker.members;

import io.parley.checker.history.Digest;
import io.parley.checker.history.MembershipHistory.MemberRow;
import java.util.List;

/**
 * The cells of a member's row as numbers, with their write timestamps in microseconds. A text is
 * its digest. A cell that was never written is 0, and its timestamp is 0.
 */
record MemberCells(
    long kind,
    long role,
    long level,
    long joined,
    long left,
    long roleTime,
    long levelTime,
    long joinTime,
    long leaveTime) {

  private static final long NEVER_WRITTEN = 0;

  /** The texts that a finding can name. */
  private static final List<String> KNOWN =
      List.of("DIRECT", "GROUP", "MEMBER", "ADMIN", "ALL", "MENTIONS", "NONE");

  static MemberCells of(MemberRow row) {
    return new MemberCells(
        text(row.conversationKind()),
        text(row.role()),
        text(row.notifyLevel()),
        row.joinedEventId(),
        row.leftEventId(),
        row.roleTimeMicros(),
        row.levelTimeMicros(),
        row.joinTimeMicros(),
        row.leaveTimeMicros());
  }

  static long text(String text) {
    return text == null ? NEVER_WRITTEN : Digest.of(text);
  }

  /**
   * Whether the values are those that the events dictate.
   *
   * @param whole whether all events are known. Then a cell that no event sets must not be written
   */
  boolean hasValuesOf(MemberCells expected, boolean whole) {
    return fits(expected.kind, kind, whole)
        && fits(expected.role, role, whole)
        && fits(expected.level, level, whole)
        && fits(expected.joined, joined, whole)
        && fits(expected.left, left, whole);
  }

  private static boolean fits(long expected, long found, boolean whole) {
    return expected == NEVER_WRITTEN ? !whole || found == NEVER_WRITTEN : found == expected;
  }

  /** Whether each cell that an event sets has the write timestamp of that event. */
  boolean hasTimesOf(MemberCells expected) {
    return fits(expected.roleTime, roleTime, false)
        && fits(expected.levelTime, levelTime, false)
        && fits(expected.joinTime, joinTime, false)
        && fits(expected.leaveTime, leaveTime, false);
  }

  /** The write timestamps, for a finding. */
  String times() {
    return "WRITETIME of role %d, notify %d, joined %d, left %d"
        .formatted(roleTime, levelTime, joinTime, leaveTime);
  }

  @Override
  public String toString() {
    return "kind %s, role %s, notify %s, joined %d, left %d"
        .formatted(name(kind), name(role), name(level), joined, left);
  }

  private static String name(long text) {
    if (text == NEVER_WRITTEN) {
      return "null";
    }
    return KNOWN.stream().filter(known -> text(known) == text).findFirst().orElse("unknown");
  }
}
