package io.parley.ingest.operator;

import io.parley.common.types.RecordTypes;
import io.parley.ingest.domain.Answer;
import io.parley.ingest.domain.ConversationHead;
import io.parley.ingest.domain.ConversationState;
import io.parley.ingest.domain.LogEntry;
import io.parley.ingest.domain.Member;
import io.parley.ingest.domain.MemberList;
import io.parley.schemas.conversation.MemberChange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.function.SupplierWithException;
import org.apache.flink.util.function.ThrowingRunnable;

/**
 * The state of the conversation that is the current key, in Flink's state backend.
 *
 * <p>Values that a command reads and writes together lie in one record. Each command reads and
 * writes the head. Each command reads the member list of a small conversation but seldom writes it.
 * The two are separate records, so that a message in a group of 64 does not write 64 members.
 *
 * <p>No state has a time-to-live. Flink's time-to-live uses the wall clock, and a decision that
 * depends on the time at which it is made is not the same in a replay. The sweep of the domain
 * clears old state instead.
 */
final class KeyedConversationState implements ConversationState {

  // One small record, below 1 KB. Bound: one a conversation. Never cleared once the conversation
  // exists: it continues the sequence. Cleared by the sweep if only refusals were remembered.
  private final ValueState<ConversationHead> head;

  // The members of a small conversation, or that it is a large one. Bound: 64 members a
  // conversation. Cleared by each member's leaving.
  private final ValueState<MemberList> smallMembers;

  // The members of a large conversation. Bound: ingest.members.max a conversation. Cleared by each
  // member's leaving.
  private final MapState<String, Member> largeMembers;

  // For repetitions. Bound: one a command, for the longest horizon, and the margin where the
  // conversation is quiet. Cleared by the sweep.
  private final MapState<String, Answer> answers;

  // Messages for edits, deletes and replies, and the chain that the sweep walks. Bound: one a
  // command, as for the answers. Cleared by the sweep.
  private final MapState<Long, LogEntry> log;

  // The list of the current key while one command is decided: a command asks for several members.
  private MemberList list;

  KeyedConversationState(RuntimeContext context) {
    head =
        context.getState(
            new ValueStateDescriptor<>("head", TypeInformation.of(ConversationHead.class)));
    smallMembers = context.getState(new ValueStateDescriptor<>("small-members", memberList()));
    largeMembers =
        context.getMapState(
            new MapStateDescriptor<>(
                "large-members", Types.STRING, TypeInformation.of(Member.class)));
    answers =
        context.getMapState(
            new MapStateDescriptor<>("answers", Types.STRING, TypeInformation.of(Answer.class)));
    log =
        context.getMapState(
            new MapStateDescriptor<>("log", Types.LONG, TypeInformation.of(LogEntry.class)));
  }

  private static TypeInformation<MemberList> memberList() {
    return RecordTypes.generic(
        MemberList.class,
        Map.of("members", Types.LIST(TypeInformation.of(Member.class)), "spilled", Types.BOOLEAN));
  }

  /** To be called before each command: the current key has changed. */
  void beginCommand() {
    list = null;
  }

  @Override
  public Optional<ConversationHead> head() {
    return read(head::value);
  }

  @Override
  public void setHead(ConversationHead next) {
    write(() -> head.update(next));
  }

  @Override
  public void removeHead() {
    write(head::clear);
  }

  @Override
  public Optional<Member> member(String userId) {
    MemberList small = list();
    return small.spilled() ? read(() -> largeMembers.get(userId)) : small.find(userId);
  }

  @Override
  public Optional<List<Member>> smallMemberList() {
    return list().spilled() ? Optional.empty() : Optional.of(list().members());
  }

  @Override
  public void changeMembers(List<MemberChange> changes) {
    if (list().spilled()) {
      changes.forEach(this::changeLarge);
      return;
    }
    MemberList after = list().after(changes);
    if (after.fits()) {
      setList(after);
    } else {
      after.members().forEach(this::putLarge);
      setList(MemberList.SPILLED);
    }
  }

  private void changeLarge(MemberChange change) {
    String userId = change.getUserId();
    MemberList before =
        read(() -> largeMembers.get(userId))
            .map(member -> new MemberList(List.of(member), true))
            .orElse(MemberList.SPILLED);
    List<Member> after = before.after(List.of(change)).members();
    if (after.isEmpty()) {
      write(() -> largeMembers.remove(userId));
    } else {
      putLarge(after.get(0));
    }
  }

  private void putLarge(Member member) {
    write(() -> largeMembers.put(member.userId(), member));
  }

  private MemberList list() {
    if (list == null) {
      list = read(smallMembers::value).orElse(MemberList.EMPTY);
    }
    return list;
  }

  private void setList(MemberList next) {
    list = next;
    write(() -> smallMembers.update(next));
  }

  @Override
  public Optional<Answer> answer(String commandKey) {
    return read(() -> answers.get(commandKey));
  }

  @Override
  public void setAnswer(String commandKey, Answer answer) {
    write(() -> answers.put(commandKey, answer));
  }

  @Override
  public void removeAnswer(String commandKey) {
    write(() -> answers.remove(commandKey));
  }

  @Override
  public Optional<LogEntry> logged(long commandId) {
    return read(() -> log.get(commandId));
  }

  @Override
  public void setLogged(long commandId, LogEntry entry) {
    write(() -> log.put(commandId, entry));
  }

  @Override
  public void removeLogged(long commandId) {
    write(() -> log.remove(commandId));
  }

  private static <T> Optional<T> read(SupplierWithException<T, Exception> access) {
    try {
      return Optional.ofNullable(access.get());
    } catch (Exception e) {
      throw new FlinkRuntimeException("The state backend cannot be read", e);
    }
  }

  private static void write(ThrowingRunnable<Exception> access) {
    try {
      access.run();
    } catch (Exception e) {
      throw new FlinkRuntimeException("The state backend cannot be written", e);
    }
  }
}
