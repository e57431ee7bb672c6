package io.parley.routing.conversation;

import io.parley.common.memory.Cell;
import io.parley.common.memory.Table;
import java.util.List;

/** What is remembered of one conversation. */
public interface ConversationMemory {

  Cell<ConversationRecord> conversation();

  /** The members' user_ids, by page. */
  Table<Integer, List<String>> members();

  /** The round of nudges that is under way or was a short while ago. */
  Cell<NudgeRound> nudgeRound();
}
