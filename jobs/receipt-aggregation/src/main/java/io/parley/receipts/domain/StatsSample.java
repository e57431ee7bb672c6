package io.parley.receipts.domain;

import io.parley.schemas.conversation.ConversationKind;

/**
 * A sample for the statistics.
 *
 * @param at event time, milliseconds since 1970, which determines the window
 * @param latencyMillis since the message; 0 for a message itself
 */
public record StatsSample(ConversationKind kind, Of of, long at, long latencyMillis) {

  /** The kind of a sample. */
  public enum Of {
    MESSAGE,
    DELIVERY,
    READ
  }
}
