package io.parley.ingest.domain;

import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MemberRole;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The state of one conversation in plain maps, for tests and the simulation. It behaves as the
 * state in Flink does: a conversation that was ever large stays large.
 */
public final class HeapConversationState implements ConversationState {

  private final Map<String, Answer> answers = new HashMap<>();
  private final Map<Long, LogEntry> log = new HashMap<>();
  private ConversationHead head;
  private MemberList list = MemberList.EMPTY;
  private boolean large;

  /** The state of a conversation of which nothing is remembered. */
  public HeapConversationState() {}

  /** A copy, as a checkpoint makes it. */
  public HeapConversationState(HeapConversationState other) {
    answers.putAll(other.answers);
    log.putAll(other.log);
    head = other.head;
    list = other.list;
    large = other.large;
  }

  @Override
  public Optional<ConversationHead> head() {
    return Optional.ofNullable(head);
  }

  @Override
  public void setHead(ConversationHead head) {
    this.head = head;
  }

  @Override
  public void removeHead() {
    head = null;
  }

  @Override
  public Optional<Member> member(String userId) {
    return list.find(userId);
  }

  @Override
  public Optional<List<Member>> smallMemberList() {
    return large ? Optional.empty() : Optional.of(list.members());
  }

  @Override
  public void changeMembers(List<MemberChange> changes) {
    list = list.after(changes);
    large |= !list.fits();
  }

  @Override
  public Optional<Answer> answer(String commandKey) {
    return Optional.ofNullable(answers.get(commandKey));
  }

  @Override
  public void setAnswer(String commandKey, Answer answer) {
    answers.put(commandKey, answer);
  }

  @Override
  public void removeAnswer(String commandKey) {
    answers.remove(commandKey);
  }

  @Override
  public Optional<LogEntry> logged(long commandId) {
    return Optional.ofNullable(log.get(commandId));
  }

  @Override
  public void setLogged(long commandId, LogEntry entry) {
    log.put(commandId, entry);
  }

  @Override
  public void removeLogged(long commandId) {
    log.remove(commandId);
  }

  Map<String, MemberRole> members() {
    return list.members().stream().collect(Collectors.toMap(Member::userId, Member::role));
  }

  /** Everything but the head and the members, in entries: what must go again with time. */
  int agingEntries() {
    return answers.size() + log.size();
  }
}
