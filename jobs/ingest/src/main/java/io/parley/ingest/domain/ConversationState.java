package io.parley.ingest.domain;

import io.parley.schemas.conversation.MemberRole;
import java.util.Optional;

/**
 * The keyed state of one conversation, as the decisions see it.
 *
 * <p>Each method is one look-up or one write by key, so that a command costs a few point accesses
 * however large the conversation is. Nothing iterates.
 *
 * <p>Not thread-safe: the task that owns the conversation calls it.
 */
public interface ConversationState {

  /** Empty until the first ChangeMembers has created the conversation. */
  Optional<ConversationHead> head();

  void setHead(ConversationHead head);

  /** The role of a member; empty if the user is none. */
  Optional<MemberRole> member(String userId);

  void setMember(String userId, MemberRole role);

  void removeMember(String userId);

  /** What became of a command; the caller checks whether that is within the dedup horizon. */
  Optional<FirstTime> firstTime(String commandKey);

  void setFirstTime(String commandKey, FirstTime firstTime);

  void removeFirstTime(String commandKey);

  /** A message of this conversation; the caller checks whether it is within the edit horizon. */
  Optional<MessageFacts> message(long messageId);

  void setMessage(long messageId, MessageFacts facts);

  void removeMessage(long messageId);

  /** The entry of an event, by its sequence. */
  Optional<LedgerEntry> ledgered(long sequence);

  void setLedgered(long sequence, LedgerEntry entry);

  void removeLedgered(long sequence);
}
