package io.parley.routing.conversation;

import io.parley.common.memory.Cell;
import io.parley.common.memory.FlinkCell;
import io.parley.common.memory.FlinkTable;
import io.parley.common.memory.Table;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** A conversation's memory in Flink's keyed state. Key: conversation_id. */
final class ConversationState implements ConversationMemory {

  private final Cell<ConversationRecord> conversation;
  private final Table<Integer, List<String>> members;
  private final Cell<NudgeRound> nudgeRound;

  ConversationState(RuntimeContext runtime) {
    // Bound: one small record. Stays for ever, as the promise says: it keeps an event from being
    // routed twice however late it is read again.
    conversation =
        new FlinkCell<>(
            runtime.getState(
                new ValueStateDescriptor<>(
                    "conversation", TypeInformation.of(ConversationRecord.class))));

    // Bound: the members; ingest limits them. Members.PAGES entries. ConversationRouter removes who
    // leaves. No expiry: who
    // is a member does not depend on when somebody last wrote.
    members =
        new FlinkTable<>(
            runtime.getMapState(
                new MapStateDescriptor<>("members", Types.INT, Types.LIST(Types.STRING))));

    // Bound: one record, of large conversations only. NudgeRounds clears it, by timer, a quiet
    // interval after the last message, or when the conversation becomes small; so it needs no
    // expiry.
    nudgeRound =
        new FlinkCell<>(
            runtime.getState(
                new ValueStateDescriptor<>("nudge-round", TypeInformation.of(NudgeRound.class))));
  }

  @Override
  public Cell<ConversationRecord> conversation() {
    return conversation;
  }

  @Override
  public Table<Integer, List<String>> members() {
    return members;
  }

  @Override
  public Cell<NudgeRound> nudgeRound() {
    return nudgeRound;
  }
}
