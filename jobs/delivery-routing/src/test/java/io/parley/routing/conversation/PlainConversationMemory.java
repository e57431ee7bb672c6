package io.parley.routing.conversation;

import io.parley.routing.memory.PlainCell;
import io.parley.routing.memory.PlainTable;

/** A conversation's memory in plain maps. */
public record PlainConversationMemory(
    PlainCell<ConversationRecord> conversation, PlainTable<String, Long> members)
    implements ConversationMemory {

  public PlainConversationMemory() {
    this(new PlainCell<>(), new PlainTable<>());
  }

  public PlainConversationMemory copy() {
    return new PlainConversationMemory(conversation.copy(), members.copy());
  }
}
