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
 * All keyed state of the job, by conversation. Owner: {@link LedgerFunction}. Values are packed by
 * {@code domain}; the conversation's record begins with the number of its format.
 */
final class FlinkLedgerState {

  private static final TypeInformation<byte[]> BYTES =
      PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;

  /**
   * One record for each conversation. Stays for ever, unless no event ever came. A small
   * conversation's members (at most 16) and newest messages (at most 64) lie in it.
   */
  static final ValueStateDescriptor<byte[]> CONVERSATION =
      new ValueStateDescriptor<>("conversation", BYTES);

  /**
   * One record for each user who is or was a member of a large conversation. Stays for ever: the
   * cursors of somebody who comes back must not fall.
   */
  static final MapStateDescriptor<String, byte[]> MEMBERS =
      new MapStateDescriptor<>("members", Types.STRING, BYTES);

  /**
   * Messages whose status may change, by ordinal, if not in the conversation's record. At most
   * {@code receipts.messages.max} for each conversation. Cleared by the expiry timer when read by
   * all and settled, or past the horizon. Who got a message and when is kept for at most {@code
   * receipts.rows.max-recipients} recipients each.
   */
  static final MapStateDescriptor<Long, byte[]> MESSAGES =
      new MapStateDescriptor<>("messages", Types.LONG, BYTES);

  /**
   * The user at each index of a large conversation, see {@code MemberIndex}. Bounded by the present
   * members. The last index is cleared when a member leaves. The state keeps the name that
   * it has in savepoints.
   */
  static final MapStateDescriptor<Integer, String> MEMBER_INDEX =
      new MapStateDescriptor<>("seats", Types.INT, Types.STRING);

  /** The user of each member number in a large conversation. Bounded by {@link #MEMBERS}. */
  static final MapStateDescriptor<Integer, String> NAMES =
      new MapStateDescriptor<>("names", Types.INT, Types.STRING);

  /**
   * Users of a large conversation whose rows are behind, beyond the first few; at most all members.
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
   * Ordinals of deleted messages, at most 10,000. Cleared when a message leaves the state that all
   * have read; the others stay for the members who have not read past them.
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
