package io.parley.checker.members;

import io.parley.schemas.id.Snowflake;

/**
 * The cells that the changes of one user in one conversation leave behind. Changes come in the
 * order of their event ids. The newest change of a cell wins, and a repeated change has no effect.
 */
final class MemberFold {

  private long kind;
  private long role;
  private long level;
  private long joined;
  private long left;
  private long roleSetBy;
  private long levelSetBy;
  private long newest;

  /**
   * Applies a change. A cell that the change does not set is 0.
   *
   * @param eventId at or above that of the change before
   */
  void apply(
      long eventId, long newKind, long newRole, long newLevel, boolean joins, boolean leaves) {
    newest = eventId;
    kind = newKind;
    if (newRole != 0) {
      role = newRole;
      roleSetBy = eventId;
    }
    if (newLevel != 0) {
      level = newLevel;
      levelSetBy = eventId;
    }
    joined = joins ? eventId : joined;
    left = leaves ? eventId : left;
  }

  boolean isEmpty() {
    return newest == 0;
  }

  /** The id of the newest event that changes the user, or 0 if no event does. */
  long newest() {
    return newest;
  }

  /**
   * The cells of a row.
   *
   * @param hasKind whether the table has a column for the kind of the conversation
   */
  MemberCells cells(boolean hasKind) {
    return new MemberCells(
        hasKind ? kind : 0,
        role,
        level,
        joined,
        left,
        writeTime(roleSetBy),
        writeTime(levelSetBy),
        writeTime(joined),
        writeTime(left));
  }

  /** An id that ingest cannot have given has no write timestamp. Other checks report it. */
  private static long writeTime(long eventId) {
    return eventId == 0 || Snowflake.sequence(eventId) > Snowflake.MAX_NUMBERED_SEQUENCE
        ? 0
        : Snowflake.writeTimestampMicros(eventId);
  }
}
