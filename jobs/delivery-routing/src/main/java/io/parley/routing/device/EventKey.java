package io.parley.routing.device;

/**
 * Names an event within a user's memory.
 *
 * @param conversationId the conversation
 * @param eventId the event; unique in its conversation
 */
public record EventKey(String conversationId, long eventId) {}
