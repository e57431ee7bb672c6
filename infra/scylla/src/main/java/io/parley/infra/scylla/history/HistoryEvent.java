package io.parley.infra.scylla.history;

import java.time.Instant;
import java.util.Optional;

/**
 * An event of a conversation at its place in the order, as a device gets it that missed it.
 *
 * <p>It bears the newest version of its message, not the version that it made itself: a device that
 * missed three edits needs the last one, and what was deleted later must not be handed out.
 *
 * @param sequence its number among the events of the conversation, without gaps
 * @param messageId what it is about: itself, or the message that it edits or deletes
 * @param senderId who caused it
 * @param message the message that it is about, in the newest version, or the change of members;
 *     empty if the kind is UNKNOWN
 */
public record HistoryEvent(
    String conversationId,
    long eventId,
    long sequence,
    EventKind kind,
    long messageId,
    String senderId,
    String deviceId,
    String clientMessageId,
    Instant createdAt,
    Optional<HistoryMessage> message) {}
