package io.parley.routing.domain;

import io.parley.common.memory.Cell;
import io.parley.common.memory.Table;

/** The state of one user. {@link UserCodec} packs all of it. */
public interface UserMemory {

  /** The devices and the first few open conversations. */
  Cell<byte[]> user();

  /** The open conversations that do not fit into the record, by conversation_id. */
  Table<String, byte[]> overflow();

  /** The user's large conversations, by conversation_id. */
  Table<String, byte[]> large();
}
