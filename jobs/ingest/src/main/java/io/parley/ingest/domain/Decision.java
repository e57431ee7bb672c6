package io.parley.ingest.domain;

import io.parley.schemas.ack.RejectionReason;
import io.parley.schemas.event.ConversationEvent;

/** What becomes of a command: exactly one of three things. */
public sealed interface Decision {

  /**
   * The command becomes an event.
   *
   * @param event the event to store and publish
   * @param head of the conversation after it
   * @param first to be remembered for later repetitions of the command
   * @param opensBucket whether the event's message is the first one of its 10-day window
   */
  record Accepted(
      ConversationEvent event, ConversationHead head, FirstTime first, boolean opensBucket)
      implements Decision {}

  /** The command came before and is answered with the ids of that time. */
  record Duplicate(FirstTime first) implements Decision {}

  /** Nothing happens. Rejections leave no trace in the state: a retry is decided afresh. */
  record Rejected(RejectionReason reason) implements Decision {}
}
