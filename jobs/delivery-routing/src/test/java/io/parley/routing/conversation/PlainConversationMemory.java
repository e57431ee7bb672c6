package io.parley.routing.conversation;

import io.parley.common.testing.PlainCell;
import io.parley.common.testing.PlainTable;
import java.util.List;

/** A conversation's memory in plain maps. */
public record PlainConversationMemory(
    PlainCell<ConversationRecord> conversation,
    PlainTable<Integer, List<String>> members,
    PlainCell<NudgeRound> nudgeRound)
    implements ConversationMemory {

  public PlainConversationMemory() {
    this(new PlainCell<>(), new PlainTable<>(), new PlainCell<>());
  }

  public PlainConversationMemory copy() {
    return new PlainConversationMemory(conversation.copy(), members.copy(), nudgeRound.copy());
  }
}
