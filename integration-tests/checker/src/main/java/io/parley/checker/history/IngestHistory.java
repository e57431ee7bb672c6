package io.parley.checker.history;

import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.event.ConversationEvent;
import java.util.function.Consumer;

/**
 * The inputs and outputs of ingest, as streams. They go from the first record to a moment at which
 * nothing is in flight and no transaction is open.
 *
 * <p>Records of a topic come partition by partition in rising order, and within a partition in
 * order of offsets. Each method streams once through its source. The caller must not keep anything
 * in memory that grows with the history.
 */
public interface IngestHistory {

  void forEachCommand(Consumer<Seen<ConversationCommand>> reader);

  void forEachEvent(Consumer<Seen<ConversationEvent>> reader);

  void forEachAck(Consumer<Seen<CommandAck>> reader);

  /** Dead letters of all jobs. */
  void forEachDeadLetter(Consumer<Seen<DeadLetter>> reader);

  /** Rows of table messages, in any order. */
  void forEachMessageRow(Consumer<MessageRow> reader);
}
