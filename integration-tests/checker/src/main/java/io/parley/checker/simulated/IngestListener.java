package io.parley.checker.simulated;

import io.parley.checker.history.DeadLetter;
import io.parley.checker.history.MembershipHistory.BucketRow;
import io.parley.checker.history.MembershipHistory.MemberRow;
import io.parley.checker.history.MessageRow;
import io.parley.checker.history.Seen;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.event.ConversationEvent;

/**
 * A listener to the events of a simulated ingest. A subclass overrides the methods that it needs.
 */
interface IngestListener {

  default void command(Seen<ConversationCommand> command) {}

  default void event(Seen<ConversationEvent> event) {}

  default void ack(Seen<CommandAck> ack) {}

  default void deadLetter(Seen<DeadLetter> letter) {}

  default void row(MessageRow row) {}

  /** A row of user_conversations. */
  default void memberRow(MemberRow row) {}

  default void bucketRow(BucketRow row) {}
}
