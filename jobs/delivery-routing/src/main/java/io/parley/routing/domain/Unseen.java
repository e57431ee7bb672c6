package io.parley.routing.domain;

import io.parley.schemas.conversation.MessageType;

/** A message that should be pushed unless a device of the user acknowledges it first. */
public record Unseen(long messageId, String senderId, MessageType type) {}
