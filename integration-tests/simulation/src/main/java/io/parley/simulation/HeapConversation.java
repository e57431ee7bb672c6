package io.parley.simulation;

import io.parley.ingest.domain.Answer;
import io.parley.ingest.domain.ConversationHead;
import io.parley.ingest.domain.ConversationState;
import io.parley.ingest.domain.LogEntry;
import io.parley.ingest.domain.Member;
import io.parley.ingest.domain.MemberList;
import io.parley.schemas.conversation.MemberChange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What ingest keeps of one conversation, in maps that a checkpoint can copy. */
final class HeapConversation implements ConversationState {

  private final boolean forgetsAnswers;
  private final Map<String, Answer> answers = new HashMap<>();
  private final Map<Long, LogEntry> log = new HashMap<>();
  private ConversationHead head;
  private MemberList list = MemberList.EMPTY;

  /**
   * @param forgetsAnswers the planted fault {@link PlantedFault#FORGETS_ANSWERS}
   */
  HeapConversation(boolean forgetsAnswers) {
    this.forgetsAnswers = forgetsAnswers;
  }

  HeapConversation copy() {
    HeapConversation copy = new HeapConversation(forgetsAnswers);
    copy.answers.putAll(answers);
    copy.log.putAll(log);
    copy.head = head;
    copy.list = list;
    return copy;
  }

  @Override
  public Optional<ConversationHead> head() {
    return Optional.ofNullable(head);
  }

  @Override
  public void setHead(ConversationHead changed) {
    head = changed;
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
    return list.fits() ? Optional.of(list.members()) : Optional.empty();
  }

  @Override
  public void changeMembers(List<MemberChange> changes) {
    list = list.after(changes);
  }

  @Override
  public Optional<Answer> answer(String commandKey) {
    return Optional.ofNullable(answers.get(commandKey));
  }

  @Override
  public void setAnswer(String commandKey, Answer answer) {
    if (!forgetsAnswers) {
      answers.put(commandKey, answer);
    }
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
}
