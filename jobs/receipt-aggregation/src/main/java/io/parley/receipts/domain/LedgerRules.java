package io.parley.receipts.domain;

import java.io.Serializable;
import java.time.Duration;

/**
 * The bounds of the ledger's state and the pace of its writes.
 *
 * @param receiptsUpTo the times at which each recipient got and read a message are kept for
 *     messages with at most this many recipients
 * @param messagesPerConversation messages in state; the oldest leave first
 * @param horizon age at which a message that not all have read leaves the state
 * @param settle how long a message that all have read stays for corrections of its times
 * @param pendingPerUser receipts of a user in a conversation that may wait for their events
 * @param pendingOfStrangers the same for all users together who are not members
 * @param pendingAtMost how long a receipt waits for its event, from the later of the times of both
 * @param coalesce how long changes by receipts are gathered before they are written
 * @param coalesceUnread the same for changes by messages: unread counts and the sender's cursors
 * @param unreadCountsPerSecond unread counts of a large conversation that are written per second
 *     because of new messages
 */
public record LedgerRules(
    int receiptsUpTo,
    int messagesPerConversation,
    Duration horizon,
    Duration settle,
    int pendingPerUser,
    int pendingOfStrangers,
    Duration pendingAtMost,
    Duration coalesce,
    Duration coalesceUnread,
    int unreadCountsPerSecond)
    implements Serializable {

  /** The default of each bound. */
  public static final LedgerRules DEFAULTS =
      new LedgerRules(
          256,
          10_000,
          Duration.ofDays(30),
          Duration.ofMinutes(10),
          2_048,
          10_000,
          Duration.ofHours(1),
          Duration.ofMillis(200),
          Duration.ofSeconds(2),
          10_000);

  private static final int STEPS_PER_SECOND = 5;

  /** The most unread counts that one step of a round writes. */
  int unreadCountsPerStep() {
    return Math.max(1, unreadCountsPerSecond / STEPS_PER_SECOND);
  }
}
