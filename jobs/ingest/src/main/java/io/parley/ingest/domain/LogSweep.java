package io.parley.ingest.domain;

import io.parley.schemas.id.Snowflake;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Removes from the state what is too old to decide anything.
 *
 * <p>Decisions check the horizons themselves, in record time, so nothing may depend on when the
 * sweep comes by. An entry may go when no command can still come that is young enough to need it:
 *
 * <ul>
 *   <li>In a conversation that goes on, when the conversation's own newest command is more than the
 *       longest horizon younger. All later commands are younger still.
 *   <li>In a quiet conversation, when record time anywhere is younger than the entry by the horizon
 *       and a margin. A command of this conversation may still lie unread in a partition that is
 *       behind, and it is at most as old as the topic retains. So the margin must not be less than
 *       that, which the job checks when it starts.
 * </ul>
 */
public final class LogSweep {

  /** Bounds the work of one call, so that a busy conversation does not hold up its neighbours. */
  static final int MAX_ENTRIES = 1_000;

  /** Record time from one sweep of a conversation to the next. */
  static final long PAUSE_MILLIS = 1_000;

  private final long horizonMillis;
  private final long marginMillis;

  /**
   * @param margin how far behind the newest record anywhere an unread command can be
   */
  public LogSweep(DecisionLimits limits, Duration margin) {
    this.horizonMillis = limits.longestHorizon().toMillis();
    this.marginMillis = margin.toMillis();
  }

  /**
   * When to look after a command that begins an empty log: record time, milliseconds since 1970.
   */
  public long firstDueTime(long commandId) {
    return Snowflake.unixMillis(commandId) + horizonMillis + 1;
  }

  /**
   * Removes the segments of the log that are due, the oldest first, a bounded number of entries.
   *
   * @param now record time anywhere, milliseconds since 1970
   * @return when to sweep again; empty if nothing is left to be swept
   */
  public OptionalLong sweep(ConversationState state, long now) {
    ConversationHead head =
        state.head().orElseThrow(() -> new IllegalStateException("No conversation to sweep"));
    LogIndex log = head.log();
    int budget = MAX_ENTRIES;
    while (!log.isEmpty() && budget > 0 && isDue(log, now)) {
      Walk walk = new Walk(state, log.oldestTail());
      budget -= walk.removeUpTo(budget);
      log =
          walk.isAtItsEnd()
              ? log.withoutOldestSegment()
              : log.withOldestSegmentDownTo(walk.position());
    }
    if (log.isEmpty()) {
      end(state, head);
      return OptionalLong.empty();
    }
    if (!log.equals(head.log())) {
      state.setHead(head.withLog(log));
    }
    return OptionalLong.of(nextTime(log, now));
  }

  private static void end(ConversationState state, ConversationHead head) {
    if (head.exists()) {
      state.setHead(head.withLog(LogIndex.EMPTY));
    } else {
      state.removeHead();
    }
  }

  private boolean isDue(LogIndex log, long now) {
    long tail = Snowflake.unixMillis(log.oldestTail());
    return Snowflake.unixMillis(log.newestId()) - tail > horizonMillis
        || now - tail > horizonMillis + marginMillis;
  }

  /** Once when the conversation has gone on by then, and once more when it has not. */
  private long nextTime(LogIndex log, long now) {
    if (isDue(log, now)) {
      return now + PAUSE_MILLIS;
    }
    long tail = Snowflake.unixMillis(log.oldestTail());
    long active = tail + horizonMillis + 1;
    return active > now ? active : Math.max(active + marginMillis, now + PAUSE_MILLIS);
  }

  /** Walks along the chain of a segment, from its last entry back. */
  private static final class Walk {
    private final ConversationState state;
    private long position;
    private Optional<LogEntry> entry;

    Walk(ConversationState state, long from) {
      this.state = state;
      moveTo(from);
    }

    int removeUpTo(int budget) {
      int removed = 0;
      while (removed < budget && !isAtItsEnd()) {
        long id = position;
        LogEntry old = entry.orElseThrow();
        // A command repeated after its horizon has a younger answer: that one stays.
        state
            .answer(old.commandKey())
            .filter(answer -> answer.commandId() == id)
            .ifPresent(answer -> state.removeAnswer(old.commandKey()));
        state.removeLogged(id);
        removed++;
        moveTo(old.previousId());
      }
      return removed;
    }

    /** What lies before was swept earlier, or never was. */
    boolean isAtItsEnd() {
      return entry.isEmpty();
    }

    long position() {
      return position;
    }

    private void moveTo(long id) {
      position = id;
      entry = id == 0 ? Optional.empty() : state.logged(id);
    }
  }
}
