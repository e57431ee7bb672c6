package io.parley.receipts.domain;

import io.parley.schemas.conversation.ConversationKind;

/**
 * One thing to count.
 *
 * @param at event time, milliseconds since 1970: decides the window
 * @param latencyMillis since the message; 0 for a message itself
 */
public record StatsSample(ConversationKind kind, Of of, long at, long latencyMillis) {

  /** What is counted. */
  public enum Of {
    MESSAGE,
    DELIVERY,
    READ
  }
}
