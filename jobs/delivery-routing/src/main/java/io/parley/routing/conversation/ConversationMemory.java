package io.parley.routing.conversation;

import io.parley.routing.memory.Cell;
import io.parley.routing.memory.Table;

/** What is remembered of one conversation. */
public interface ConversationMemory {

  Cell<ConversationRecord> conversation();

  /** By user_id: the event with which the user became a member. */
  Table<String, Long> members();
}
