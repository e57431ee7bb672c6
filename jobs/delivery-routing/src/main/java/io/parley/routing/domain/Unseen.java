package io.parley.routing.domain;

import io.parley.schemas.conversation.MessageType;

/** A message that wants a push and that no device of the user has acknowledged. */
public record Unseen(long messageId, String senderId, MessageType type) {}
