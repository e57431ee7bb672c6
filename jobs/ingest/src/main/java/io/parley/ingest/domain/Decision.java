package io.parley.ingest.domain;

import io.parley.schemas.ack.RejectionReason;
import io.parley.schemas.event.ConversationEvent;
import java.util.Optional;

/** The outcome of a command. It has one of four forms. */
public sealed interface Decision {

  /**
   * The command becomes an event.
   *
   * @param event the event to store and publish
   * @param memory the state to remember
   * @param opensBucket whether the event is the first one of its 10-day window
   */
  record Accepted(ConversationEvent event, Memory memory, boolean opensBucket)
      implements Decision {}

  /**
   * The command is refused, and the refusal is remembered. The sender has been told that the
   * command failed, so a copy of it must not succeed later.
   *
   * @param memory the state to remember: the answer, and the head unchanged except for the log
   */
  record Refused(Memory memory) implements Decision {}

  /** The command came before and gets the same answer again. */
  record Repeated(Answer answer) implements Decision {}

  /**
   * Another command has used the id before. The answer to that command stays.
   *
   * @param first the answer to that command
   */
  record IdReused(Answer first) implements Decision {}

  /** The state to remember; empty if the command was a repetition. */
  default Optional<Memory> remembered() {
    if (this instanceof Accepted accepted) {
      return Optional.of(accepted.memory());
    }
    return this instanceof Refused refused ? Optional.of(refused.memory()) : Optional.empty();
  }

  /** The reason why the command is refused; empty if it is not. */
  default Optional<RejectionReason> refusal() {
    if (this instanceof Refused refused) {
      return Optional.of(refused.memory().answer().reason());
    }
    if (this instanceof Repeated repeated) {
      return Optional.ofNullable(repeated.answer().reason());
    }
    return this instanceof IdReused ? Optional.of(RejectionReason.ID_REUSED) : Optional.empty();
  }
}
