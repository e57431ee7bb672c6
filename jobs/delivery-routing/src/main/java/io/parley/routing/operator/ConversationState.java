package io.parley.routing.operator;

import io.parley.common.memory.Cell;
import io.parley.common.memory.FlinkCell;
import io.parley.common.memory.FlinkTable;
import io.parley.common.memory.Table;
import io.parley.routing.domain.ConversationMemory;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** The state of one conversation in Flink's keyed state. Key: conversation_id. */
final class ConversationState implements ConversationMemory {

  private static final TypeInformation<byte[]> BYTES =
      PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;

  // Bound: one number, and up to routing.large-group.threshold members. Lives as long as the
  // conversation: without it an event that comes again would be routed again.
  private final Cell<byte[]> conversation;

  // Bound: 512 pages with the members of a large conversation. Cleared when it becomes small.
  private final Table<Integer, byte[]> pages;

  // Bound: one round of a large conversation. Cleared when no news is held at its end.
  private final Cell<byte[]> round;

  ConversationState(RuntimeContext runtime) {
    conversation =
        new FlinkCell<>(runtime.getState(new ValueStateDescriptor<>("conversation", BYTES)));
    pages =
        new FlinkTable<>(
            runtime.getMapState(new MapStateDescriptor<>("member-pages", Types.INT, BYTES)));
    round = new FlinkCell<>(runtime.getState(new ValueStateDescriptor<>("round", BYTES)));
  }

  @Override
  public Cell<byte[]> conversation() {
    return conversation;
  }

  @Override
  public Table<Integer, byte[]> pages() {
    return pages;
  }

  @Override
  public Cell<byte[]> round() {
    return round;
  }
}
