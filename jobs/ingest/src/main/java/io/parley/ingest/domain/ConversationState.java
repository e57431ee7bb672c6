package io.parley.ingest.domain;

import io.parley.schemas.conversation.MemberChange;
import java.util.List;
import java.util.Optional;

/**
 * The keyed state of one conversation, as the decisions see it.
 *
 * <p>Each method is one look-up or one write by key, so a command costs a few point accesses
 * however large the conversation is. Nothing iterates, except the one change of members with which
 * a small list becomes a large one.
 *
 * <p>Not thread-safe. The task that owns the conversation calls it.
 */
public interface ConversationState {

  /** The head of the conversation. Empty if nothing is remembered of it. */
  Optional<ConversationHead> head();

  void setHead(ConversationHead head);

  /** Forgets the head of a conversation that was never created. */
  void removeHead();

  /** A member. Empty if the user is not a member. */
  Optional<Member> member(String userId);

  /**
   * All members of a small conversation, the longest-standing first. Empty if the conversation is
   * large.
   */
  Optional<List<Member>> smallMemberList();

  /** Applies changes that have an effect. */
  void changeMembers(List<MemberChange> changes);

  /** The answer to a command. The caller checks whether it is within the dedup horizon. */
  Optional<Answer> answer(String commandKey);

  void setAnswer(String commandKey, Answer answer);

  void removeAnswer(String commandKey);

  /** A command of this conversation, by its id. */
  Optional<LogEntry> logged(long commandId);

  void setLogged(long commandId, LogEntry entry);

  void removeLogged(long commandId);

  /** A message of this conversation. The caller checks whether it is within the edit horizon. */
  default Optional<MessageFacts> message(long messageId) {
    return logged(messageId).map(LogEntry::facts);
  }
}
