package io.parley.routing.device;

import java.io.Serializable;

/**
 * How much waits for a user before it becomes a range that the device fetches itself.
 *
 * @param maxPerConversation entries in the queue of a device in one conversation
 * @param maxPerUser stored events of a user over all conversations
 */
public record PendingPolicy(int maxPerConversation, int maxPerUser) implements Serializable {}
