package io.parley.ingest.domain;

import io.parley.schemas.conversation.ConversationKind;

/**
 * The record that ingest keeps of a conversation for ever.
 *
 * @param kind fixed when the conversation was created; UNKNOWN before that, when only refusals are
 *     remembered
 * @param sequence events so far
 * @param messages messages so far
 * @param firstEventId the event that created the conversation; 0 before that
 * @param lastEventId the newest event; 0 before the first event. No later event has a lower id
 * @param members members now
 * @param admins how many of them are admins; 0 in a direct conversation
 * @param lastBucket the newest 10-day window that holds an event of the conversation
 * @param log the index of the remembered commands
 */
public record ConversationHead(
    ConversationKind kind,
    long sequence,
    long messages,
    long firstEventId,
    long lastEventId,
    int members,
    int admins,
    int lastBucket,
    LogIndex log) {

  /** The head of a conversation that no command has created yet. */
  public static final ConversationHead NONE =
      new ConversationHead(ConversationKind.UNKNOWN, 0, 0, 0, 0, 0, 0, -1, LogIndex.EMPTY);

  boolean exists() {
    return sequence > 0;
  }

  ConversationHead ofKind(ConversationKind newKind) {
    return new ConversationHead(
        newKind, sequence, messages, firstEventId, lastEventId, members, admins, lastBucket, log);
  }

  ConversationHead withMembers(int newMembers, int newAdmins) {
    return new ConversationHead(
        kind,
        sequence,
        messages,
        firstEventId,
        lastEventId,
        newMembers,
        newAdmins,
        lastBucket,
        log);
  }

  ConversationHead withOneMoreMessage() {
    return new ConversationHead(
        kind, sequence, messages + 1, firstEventId, lastEventId, members, admins, lastBucket, log);
  }

  /** The head after one more event, which lies in {@code bucket}. */
  ConversationHead next(long eventId, int bucket) {
    return new ConversationHead(
        kind,
        sequence + 1,
        messages,
        exists() ? firstEventId : eventId,
        eventId,
        members,
        admins,
        Math.max(lastBucket, bucket),
        log);
  }

  ConversationHead withLog(LogIndex newLog) {
    return new ConversationHead(
        kind, sequence, messages, firstEventId, lastEventId, members, admins, lastBucket, newLog);
  }
}
