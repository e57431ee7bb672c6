package io.parley.routing.device;

/**
 * Tells a user that events of a conversation come, or come no more, as broadcasts.
 *
 * @param userId the user
 * @param conversationId the conversation
 * @param eventId the first id for which this holds
 * @param entered whether it begins or ends
 */
public record LargeConversationNotice(
    String userId, String conversationId, long eventId, boolean entered) {}
