package io.parley.ingest.domain;

import io.parley.schemas.id.Snowflake;
import java.time.Duration;
import java.util.Arrays;

/**
 * The index of the log of a conversation's commands. With it the sweep finds old commands without
 * iterating over the state, and a command needs no third record.
 *
 * <p>The entries of the log form a chain, because each names the one before it. The chain is cut
 * into segments, and the index holds the last id of each segment. The sweep takes the oldest
 * segment once all of it is old, and follows it backwards. A segment is closed when it is long
 * enough or spans enough time. There are at most {@value #MAX_SEGMENTS} closed segments. Beyond
 * this number each two become one, and later segments are twice as long. So the index of a
 * conversation with a million commands is as small as any other.
 *
 * @param newestId the newest command of the log; 0 if the log is empty
 * @param openFirstId the oldest command of the open segment; 0 if the open segment is empty
 * @param openSize commands in the open segment
 * @param segmentSize commands at which a segment is closed
 * @param tails the last command of each closed segment, the oldest segment first
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode below compare the contents
public record LogIndex(
    long newestId, long openFirstId, int openSize, int segmentSize, long[] tails) {

  static final int MAX_SEGMENTS = 64;
  static final int FIRST_SEGMENT_SIZE = 64;

  /** The index of an empty log. */
  public static final LogIndex EMPTY = new LogIndex(0, 0, 0, FIRST_SEGMENT_SIZE, new long[0]);

  /** The index after one more command. */
  LogIndex append(long id, Duration segmentSpan) {
    boolean full =
        openSize >= segmentSize
            || (openSize > 0
                && Snowflake.unixMillis(id) - Snowflake.unixMillis(openFirstId)
                    >= segmentSpan.toMillis());
    LogIndex base = full ? closed() : this;
    return new LogIndex(
        id,
        base.openSize == 0 ? id : base.openFirstId,
        base.openSize + 1,
        base.segmentSize,
        base.tails);
  }

  private LogIndex closed() {
    long[] more = Arrays.copyOf(tails, tails.length + 1);
    more[tails.length] = newestId;
    if (more.length <= MAX_SEGMENTS) {
      return new LogIndex(newestId, 0, 0, segmentSize, more);
    }
    // Every second tail, from the newest down: the last of two segments is the last of both. The
    // number is odd, so the oldest segment stays alone: it may be half swept.
    long[] merged = new long[(more.length + 1) / 2];
    for (int i = more.length - 1, to = merged.length - 1; to >= 0; i -= 2, to--) {
      merged[to] = more[i];
    }
    return new LogIndex(newestId, 0, 0, segmentSize * 2, merged);
  }

  boolean isEmpty() {
    return newestId == 0;
  }

  /** Whether the newest command is the only one. */
  public boolean hasOneEntry() {
    return openSize == 1 && tails.length == 0;
  }

  /** The last command of the oldest segment. */
  long oldestTail() {
    return tails.length > 0 ? tails[0] : newestId;
  }

  /** The index after the oldest segment is gone. */
  LogIndex withoutOldestSegment() {
    boolean last = tails.length + Math.min(openSize, 1) <= 1;
    return last
        ? EMPTY
        : new LogIndex(
            newestId,
            openFirstId,
            openSize,
            segmentSize,
            Arrays.copyOfRange(tails, 1, tails.length));
  }

  /** The index after the oldest segment is gone from its end down to {@code rest}. */
  LogIndex withOldestSegmentDownTo(long rest) {
    if (tails.length == 0) {
      // The open segment was old as a whole. What is left of it is a closed one.
      return new LogIndex(rest, 0, 0, segmentSize, new long[] {rest});
    }
    long[] shorter = tails.clone();
    shorter[0] = rest;
    return new LogIndex(newestId, openFirstId, openSize, segmentSize, shorter);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LogIndex that
        && newestId == that.newestId
        && openFirstId == that.openFirstId
        && openSize == that.openSize
        && segmentSize == that.segmentSize
        && Arrays.equals(tails, that.tails);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(newestId) * 31 + Arrays.hashCode(tails);
  }
}
