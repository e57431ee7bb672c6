package io.parley.receipts.domain;

import io.parley.schemas.conversation.ConversationKind;

/** Receives the ledger's reports for metrics and statistics. It changes nothing. */
public interface LedgerObserver {

  /** A receipt was applied, whether or not it changed something. */
  void accepted(boolean read);

  void rejected(Rejection reason);

  /** A number of events of a conversation were missing before the one that came. */
  void eventsLost(long count);

  /** An event contains another number of members than is known. */
  void membersLost();

  /** An event at or below the high-water mark was dropped. */
  void replayedEvent();

  /** A message was sent. */
  void sent(ConversationKind kind, long at);

  /**
   * A recipient got or read a message for the first time.
   *
   * @param at event time of the receipt
   * @param latencyMillis from message to receipt, not negative
   */
  void passed(ConversationKind kind, boolean read, long at, long latencyMillis);

  /** A message left the state before all had read it. */
  void agedOut();
}
