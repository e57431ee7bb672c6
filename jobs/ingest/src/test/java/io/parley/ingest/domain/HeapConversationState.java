package io.parley.ingest.domain;

import io.parley.schemas.conversation.MemberRole;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The state of one conversation in plain maps. */
public final class HeapConversationState implements ConversationState {

  private ConversationHead head;
  private final Map<String, MemberRole> members = new HashMap<>();
  private final Map<String, FirstTime> firstTimes = new HashMap<>();
  private final Map<Long, MessageFacts> messages = new HashMap<>();
  private final Map<Long, LedgerEntry> ledger = new HashMap<>();

  @Override
  public Optional<ConversationHead> head() {
    return Optional.ofNullable(head);
  }

  @Override
  public void setHead(ConversationHead head) {
    this.head = head;
  }

  @Override
  public Optional<MemberRole> member(String userId) {
    return Optional.ofNullable(members.get(userId));
  }

  @Override
  public void setMember(String userId, MemberRole role) {
    members.put(userId, role);
  }

  @Override
  public void removeMember(String userId) {
    members.remove(userId);
  }

  @Override
  public Optional<FirstTime> firstTime(String commandKey) {
    return Optional.ofNullable(firstTimes.get(commandKey));
  }

  @Override
  public void setFirstTime(String commandKey, FirstTime firstTime) {
    firstTimes.put(commandKey, firstTime);
  }

  @Override
  public void removeFirstTime(String commandKey) {
    firstTimes.remove(commandKey);
  }

  @Override
  public Optional<MessageFacts> message(long messageId) {
    return Optional.ofNullable(messages.get(messageId));
  }

  @Override
  public void setMessage(long messageId, MessageFacts facts) {
    messages.put(messageId, facts);
  }

  @Override
  public void removeMessage(long messageId) {
    messages.remove(messageId);
  }

  @Override
  public Optional<LedgerEntry> ledgered(long sequence) {
    return Optional.ofNullable(ledger.get(sequence));
  }

  @Override
  public void setLedgered(long sequence, LedgerEntry entry) {
    ledger.put(sequence, entry);
  }

  @Override
  public void removeLedgered(long sequence) {
    ledger.remove(sequence);
  }

  Map<String, MemberRole> members() {
    return Map.copyOf(members);
  }

  /** Everything but the head and the members, in entries: what must go again with time. */
  int agingEntries() {
    return firstTimes.size() + messages.size() + ledger.size();
  }
}
