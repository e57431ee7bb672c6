package io.parley.ingest.domain;

import io.parley.schemas.id.Snowflake;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Removes from the state what is too old to decide anything.
 *
 * <p>Decisions check the horizons themselves, in record time, so nothing may depend on when the
 * sweep comes by: an entry goes only when no unread command can be old enough to need it, which is
 * after the longest horizon and a margin. The sweep is driven by the newest record time seen
 * anywhere, and an unread command is at most as old as the commands' topic retains: with that
 * retention as the margin no replay can notice the sweep.
 */
public final class LedgerSweep {

  /** Bounds the work of one call, so that a busy conversation does not hold up its neighbours. */
  static final int MAX_ENTRIES = 1_000;

  /** Record time from one sweep of a conversation to the next. */
  static final long PAUSE_MILLIS = 1_000;

  private final long keepMillis;

  public LedgerSweep(DecisionLimits limits, Duration margin) {
    this.keepMillis = limits.longestHorizon().plus(margin).toMillis();
  }

  /** When the entry of an event may go: record time, milliseconds since 1970. */
  public long dueTime(long eventId) {
    return Snowflake.unixMillis(eventId) + keepMillis;
  }

  /**
   * Removes the entries that are due at {@code now}, the oldest first, a bounded number.
   *
   * @param now record time, milliseconds since 1970
   * @return when to sweep again; empty if nothing is left to be swept
   */
  public OptionalLong sweep(ConversationState state, long now) {
    ConversationHead head =
        state.head().orElseThrow(() -> new IllegalStateException("No conversation to sweep"));
    long oldest = head.oldestLedgered();
    long end = Math.min(head.sequence() + 1, oldest + MAX_ENTRIES);
    while (oldest < end && removeIfDue(state, oldest, now)) {
      oldest++;
    }
    ConversationHead swept = head.withOldestLedgered(oldest);
    state.setHead(swept);
    return swept.ledgerIsEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(dueTime(entry(state, oldest).eventId()), now + PAUSE_MILLIS));
  }

  private boolean removeIfDue(ConversationState state, long sequence, long now) {
    LedgerEntry entry = entry(state, sequence);
    if (dueTime(entry.eventId()) > now) {
      return false;
    }
    // A command repeated after its horizon has a younger entry: that one stays.
    state
        .firstTime(entry.commandKey())
        .filter(first -> first.eventId() == entry.eventId())
        .ifPresent(first -> state.removeFirstTime(entry.commandKey()));
    state.removeMessage(entry.eventId());
    state.removeLedgered(sequence);
    return true;
  }

  private static LedgerEntry entry(ConversationState state, long sequence) {
    return state
        .ledgered(sequence)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Event "
                        + sequence
                        + " has no ledger entry: the state is damaged, restore a checkpoint"));
  }
}
