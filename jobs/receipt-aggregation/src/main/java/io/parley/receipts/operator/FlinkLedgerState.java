package io.parley.receipts.operator;

import io.parley.common.memory.FlinkCell;
import io.parley.common.memory.FlinkTable;
import io.parley.common.memory.Table;
import io.parley.receipts.domain.LedgerState;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * All keyed state of the job. Key: conversation_id. Owner: {@link LedgerFunction}. Values are
 * packed by {@code domain}. The conversation's record begins with the number of its format.
 */
final class FlinkLedgerState {

  private static final TypeInformation<byte[]> BYTES =
      PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;

  /**
   * The record of the conversation. It stays for ever, unless the conversation never had an event.
   * In a small conversation it holds the members (at most 16) and the newest messages (at most 64).
   */
  static final ValueStateDescriptor<byte[]> CONVERSATION =
      new ValueStateDescriptor<>("conversation", BYTES);

  /**
   * The record of each user who is or was a member of a large conversation. It stays for ever,
   * because the cursors of a user who comes back must not fall.
   */
  static final MapStateDescriptor<String, byte[]> MEMBERS =
      new MapStateDescriptor<>("members", Types.STRING, BYTES);

  /**
   * Messages whose status may change, by ordinal, unless they lie in the conversation's record. At
   * most {@code receipts.messages.max} per conversation. The expiry timer clears a message that all
   * have read and that has settled, or that is past the horizon. A message keeps the times of at
   * most {@code receipts.rows.max-recipients} recipients.
   */
  static final MapStateDescriptor<Long, byte[]> MESSAGES =
      new MapStateDescriptor<>("messages", Types.LONG, BYTES);

  /**
   * The user at each index of a large conversation, see {@code MemberIndex}. Bounded by the present
   * members. The last index is cleared when a member leaves. Savepoints know this state by the name
   * {@code seats}.
   */
  static final MapStateDescriptor<Integer, String> MEMBER_INDEX =
      new MapStateDescriptor<>("seats", Types.INT, Types.STRING);

  /** The user of each member number in a large conversation. Bounded by {@link #MEMBERS}. */
  static final MapStateDescriptor<Integer, String> NAMES =
      new MapStateDescriptor<>("names", Types.INT, Types.STRING);

  /**
   * Users of a large conversation whose rows are behind, beyond the first few. At most all members.
   * Cleared by the flushes.
   */
  static final MapStateDescriptor<Integer, String> CHANGED_MEMBERS =
      new MapStateDescriptor<>("changed-members", Types.INT, Types.STRING);

  /**
   * Receipts that came before their event, by user. At most {@code receipts.pending.per-user} for
   * each member, and {@code receipts.pending.strangers} for all others together. Cleared when the
   * event comes, or by the expiry timer.
   */
  static final MapStateDescriptor<String, byte[]> PENDING =
      new MapStateDescriptor<>("pending", Types.STRING, BYTES);

  /** The users of {@link #PENDING} by position, in pages. Bounded and cleared with it. */
  static final MapStateDescriptor<String, byte[]> PENDING_AT =
      new MapStateDescriptor<>("pending-at", Types.STRING, BYTES);

  /**
   * Ordinals of deleted messages, at most 10,000. An ordinal is cleared when its message leaves the
   * state after all have read it. The others stay for the members who have not read past them.
   */
  static final ValueStateDescriptor<byte[]> DELETIONS =
      new ValueStateDescriptor<>("deletions", BYTES);

  private FlinkLedgerState() {}

  static LedgerState of(RuntimeContext context) {
    return new LedgerState(
        new FlinkCell<>(context.getState(CONVERSATION)),
        table(context, MEMBERS),
        table(context, MESSAGES),
        table(context, MEMBER_INDEX),
        table(context, NAMES),
        table(context, CHANGED_MEMBERS),
        table(context, PENDING),
        table(context, PENDING_AT),
        new FlinkCell<>(context.getState(DELETIONS)));
  }

  private static <K, V> Table<K, V> table(
      RuntimeContext context, MapStateDescriptor<K, V> descriptor) {
    return new FlinkTable<>(context.getMapState(descriptor));
  }
}
