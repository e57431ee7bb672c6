package io.parley.infra.scylla.history;

import java.time.Instant;
import java.util.Optional;

/**
 * A stored event of a conversation, in the form for a device that missed it.
 *
 * <p>It has the newest version of its message, not the version that the event made. A device that
 * missed three edits needs only the last one, and content that was deleted later must not be handed
 * out.
 *
 * @param sequence its number among the events of the conversation, without gaps
 * @param messageId the event itself, or the message that the event edits or deletes
 * @param senderId the user who caused the event
 * @param commandAppendedAt when the broker took the command of the event
 * @param message the newest version of the message, or the change of members. Empty if the kind is
 *     UNKNOWN.
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
    Instant commandAppendedAt,
    Optional<HistoryMessage> message) {}
