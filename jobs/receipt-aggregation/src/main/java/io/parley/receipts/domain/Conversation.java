package io.parley.receipts.domain;

import io.parley.schemas.conversation.ConversationKind;

/**
 * The one small record of a conversation that stays for ever. State: public fields, so that it can
 * evolve.
 *
 * <p>Messages are counted 1, 2, 3, ... as they are sent: the <em>ordinal</em>. The job reasons in
 * ordinals, because the messages between two of them are the numbers between. The ordinals {@code
 * newest - tracked + 1} to {@code newest} are in state.
 */
public class Conversation {

  /** The last event applied; what is at or below it is a replay. */
  public long highWater;

  /** Number of messages ever sent: the ordinal of the newest. */
  public long newest;

  /** The ordinal of the newest message that has left the state, 0 for none, and its id. */
  public long gone;

  public long goneId;

  public ConversationKind kind = ConversationKind.UNKNOWN;

  /** Members at {@link #highWater}. */
  public int members;

  /** Users with a record who are no members any more: the size of {@link LedgerState#former}. */
  public int former;

  /** Messages and deletions so far, and the time of the last: what moves everybody's badge. */
  public long badgeEvents;

  public long badgeAt;

  /** Whether every member's badge is to be written again. */
  public boolean badgesChanged;

  /** The seat at which the round over all badges goes on, 0 for no round. */
  public int roundSeat;

  /** Its next step, or the next round, is not before this processing time. */
  public long nextBadges;

  /** Deleted messages still in state, ascending ordinals. */
  public long[] deleted = {};

  /** Receipts that wait for their event. */
  public int waiting;

  /** No waiting receipt names a position before this one, or is given up before this event time. */
  public long waitingFrom;

  public long waitingUntil;

  /** Whether anything is to be written by the next flush. */
  public boolean changed;

  /** Ordinals of messages, and users, whose rows are behind: the first {@link Changes#INLINE}. */
  public long[] changedMessages = {};

  public String[] changedMembers = {};

  /**
   * Whether these are all. False also in state from before there were any, where all are in {@link
   * LedgerState#changedMessages} and {@link LedgerState#changedMembers}.
   */
  public boolean changesAreInline;

  /** The processing-time timer that writes the changes, 0 for none. */
  public long flushTimer;

  /** The earliest event-time timer that clears state, 0 for none. */
  public long expiryTimer;

  boolean isReplay(EventFact event) {
    return event.eventId() <= highWater;
  }

  /** Whether nothing is known that would be missed: no event yet, and no receipt waits. */
  public boolean isUnheardOf() {
    return highWater == 0 && waiting == 0;
  }

  boolean tracks(long ordinal) {
    return ordinal > gone && ordinal <= newest;
  }
}
