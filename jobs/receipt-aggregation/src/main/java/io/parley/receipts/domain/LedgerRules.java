package io.parley.receipts.domain;

import java.io.Serializable;
import java.time.Duration;

/**
 * The bounds of the ledger.
 *
 * @param passagesUpTo recipients up to which it is kept who got and read a message, and when
 * @param messagesPerConversation messages in state; the oldest leave first
 * @param horizon age at which a message that not all have read leaves the state
 * @param settle how long a message that all have read stays for corrections of its times
 * @param waitingPerUser receipts of a user in a conversation that may wait for their events
 * @param waitingPerConversation the same for all users together
 * @param waitAtMost how long a receipt waits for its event
 * @param coalesce how long changes are gathered before they are written
 * @param badgesPerSecond badges of a conversation written a second because of new messages
 */
public record LedgerRules(
    int passagesUpTo,
    int messagesPerConversation,
    Duration horizon,
    Duration settle,
    int waitingPerUser,
    int waitingPerConversation,
    Duration waitAtMost,
    Duration coalesce,
    int badgesPerSecond)
    implements Serializable {

  private static final long LEAST_STEP_MILLIS = 100;

  /** The pace of a round over all badges: this long apart, {@link #badgesPerStep} at once. */
  long badgeStepMillis() {
    return Math.max(coalesce.toMillis(), LEAST_STEP_MILLIS);
  }

  /** The most badges that one step of a round writes. */
  int badgesPerStep() {
    return Math.toIntExact(Math.max(1, badgesPerSecond * badgeStepMillis() / 1000));
  }
}
