package io.parley.simulator;

import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.MemberChange;
import java.time.Duration;
import java.util.List;

/** An act of a simulated user in a conversation. */
public sealed interface Act {

  /** The time of the act, from the beginning of the talk. */
  Duration at();

  String user();

  String conversation();

  /**
   * Creates the conversation.
   *
   * @param others the members beside the creator
   */
  record Create(
      Duration at, String user, String conversation, ConversationKind kind, List<String> others)
      implements Act {}

  /** Sends a message. */
  record Say(Duration at, String user, String conversation, String text) implements Act {}

  /** Edits the user's newest message of the conversation, if there is one. */
  record Edit(Duration at, String user, String conversation, String text) implements Act {}

  /** Deletes the user's newest message of the conversation, if there is one. */
  record Delete(Duration at, String user, String conversation) implements Act {}

  /** People join and leave. */
  record Change(Duration at, String user, String conversation, List<MemberChange> changes)
      implements Act {}
}
