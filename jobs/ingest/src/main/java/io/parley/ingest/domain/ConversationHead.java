package io.parley.ingest.domain;

import io.parley.schemas.conversation.ConversationKind;

/**
 * What ingest remembers of a conversation for ever, whatever its age: one small record.
 *
 * @param kind fixed when the conversation was created
 * @param sequence events so far
 * @param members members now
 * @param admins how many of them are admins; 0 in a direct conversation
 * @param lastBucket the newest 10-day window that holds a message of the conversation
 * @param oldestLedgered sequence of the oldest event that is still in the {@linkplain
 *     ConversationState#ledgered ledger}; {@code sequence + 1} when the ledger is empty
 */
public record ConversationHead(
    ConversationKind kind,
    long sequence,
    int members,
    int admins,
    int lastBucket,
    long oldestLedgered) {

  /** A conversation that is about to be created by its first event. */
  static ConversationHead beforeFirstEvent(ConversationKind kind) {
    return new ConversationHead(kind, 0, 0, 0, -1, 1);
  }

  ConversationHead withMembers(int members, int admins) {
    return new ConversationHead(kind, sequence, members, admins, lastBucket, oldestLedgered);
  }

  ConversationHead withOldestLedgered(long oldestLedgered) {
    return new ConversationHead(kind, sequence, members, admins, lastBucket, oldestLedgered);
  }

  /** After one more event; {@code bucket} is that of its message. */
  ConversationHead next(int bucket) {
    return new ConversationHead(
        kind, sequence + 1, members, admins, Math.max(lastBucket, bucket), oldestLedgered);
  }

  /** Whether the newest event is the only one in the ledger. */
  public boolean ledgerHasOneEntry() {
    return oldestLedgered == sequence;
  }

  /** Whether nothing is left in the ledger. */
  boolean ledgerIsEmpty() {
    return oldestLedgered > sequence;
  }
}
