package io.parley.routing.domain;

import io.parley.common.memory.Cell;
import io.parley.common.memory.Table;

/** What is remembered of one user. All of it is packed by {@link UserCodec}. */
public interface UserMemory {

  /** The devices and the first few open conversations. */
  Cell<byte[]> user();

  /** The open conversations that have no room there, by conversation_id. */
  Table<String, byte[]> overflow();

  /** The user's large conversations, by conversation_id. */
  Table<String, byte[]> large();
}
