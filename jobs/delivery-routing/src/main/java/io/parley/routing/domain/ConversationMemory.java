package io.parley.routing.domain;

import io.parley.common.memory.Cell;
import io.parley.common.memory.Table;

/** The state of one conversation. */
public interface ConversationMemory {

  /** The last event, and the members if the conversation is not large. */
  Cell<byte[]> conversation();

  /** The members of a large conversation, by page. */
  Table<Integer, byte[]> pages();

  /** The round in which the members of a large conversation are told of new messages. */
  Cell<byte[]> round();
}
