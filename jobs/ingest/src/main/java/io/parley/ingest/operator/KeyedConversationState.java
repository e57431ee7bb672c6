package io.parley.ingest.operator;

import io.parley.ingest.domain.ConversationHead;
import io.parley.ingest.domain.ConversationState;
import io.parley.ingest.domain.FirstTime;
import io.parley.ingest.domain.LedgerEntry;
import io.parley.ingest.domain.LedgerSweep;
import io.parley.ingest.domain.MessageFacts;
import io.parley.schemas.conversation.MemberRole;
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
 * <p>None of it has a time-to-live: Flink's runs on the wall clock, and a decision that depends on
 * when it is made is not the same in a replay. {@link LedgerSweep} clears instead.
 */
final class KeyedConversationState implements ConversationState {

  // One small record. Bound: one a conversation. Never cleared: it continues the sequence.
  private final ValueState<ConversationHead> head;

  // Who is in. Bound: ingest.members.max a conversation. Cleared by each member's leaving.
  private final MapState<String, MemberRole> members;

  // For deduplication. Bound: one an event, for the longest horizon and the margin. Cleared by the
  // sweep.
  private final MapState<String, FirstTime> firstTimes;

  // For edits, deletes and replies. Bound: one a message, for the longest horizon and the margin.
  // Cleared by the sweep.
  private final MapState<Long, MessageFacts> messages;

  // What the sweep has to clear, by sequence. Bound: one an event, for the longest horizon and the
  // margin. Cleared by the sweep.
  private final MapState<Long, LedgerEntry> ledger;

  KeyedConversationState(RuntimeContext context) {
    head =
        context.getState(
            new ValueStateDescriptor<>("head", TypeInformation.of(ConversationHead.class)));
    members =
        context.getMapState(
            new MapStateDescriptor<>("members", Types.STRING, Types.ENUM(MemberRole.class)));
    firstTimes =
        context.getMapState(
            new MapStateDescriptor<>(
                "first-times", Types.STRING, TypeInformation.of(FirstTime.class)));
    messages =
        context.getMapState(
            new MapStateDescriptor<>(
                "messages", Types.LONG, TypeInformation.of(MessageFacts.class)));
    ledger =
        context.getMapState(
            new MapStateDescriptor<>("ledger", Types.LONG, TypeInformation.of(LedgerEntry.class)));
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
  public Optional<MemberRole> member(String userId) {
    return read(() -> members.get(userId));
  }

  @Override
  public void setMember(String userId, MemberRole role) {
    write(() -> members.put(userId, role));
  }

  @Override
  public void removeMember(String userId) {
    write(() -> members.remove(userId));
  }

  @Override
  public Optional<FirstTime> firstTime(String commandKey) {
    return read(() -> firstTimes.get(commandKey));
  }

  @Override
  public void setFirstTime(String commandKey, FirstTime firstTime) {
    write(() -> firstTimes.put(commandKey, firstTime));
  }

  @Override
  public void removeFirstTime(String commandKey) {
    write(() -> firstTimes.remove(commandKey));
  }

  @Override
  public Optional<MessageFacts> message(long messageId) {
    return read(() -> messages.get(messageId));
  }

  @Override
  public void setMessage(long messageId, MessageFacts facts) {
    write(() -> messages.put(messageId, facts));
  }

  @Override
  public void removeMessage(long messageId) {
    write(() -> messages.remove(messageId));
  }

  @Override
  public Optional<LedgerEntry> ledgered(long sequence) {
    return read(() -> ledger.get(sequence));
  }

  @Override
  public void setLedgered(long sequence, LedgerEntry entry) {
    write(() -> ledger.put(sequence, entry));
  }

  @Override
  public void removeLedgered(long sequence) {
    write(() -> ledger.remove(sequence));
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
