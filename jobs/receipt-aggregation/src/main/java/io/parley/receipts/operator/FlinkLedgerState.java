package io.parley.receipts.operator;

import io.parley.common.memory.FlinkTable;
import io.parley.receipts.domain.Conversation;
import io.parley.receipts.domain.LedgerState;
import io.parley.receipts.domain.Member;
import io.parley.receipts.domain.ReceiptFact;
import io.parley.receipts.domain.TrackedMessage;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** All keyed state of the job, by conversation. Owner: {@link LedgerFunction}. */
final class FlinkLedgerState {

  /** One small record a conversation. Stays for ever, unless no event ever came. */
  static final ValueStateDescriptor<Conversation> CONVERSATION =
      new ValueStateDescriptor<>("conversation", TypeInformation.of(Conversation.class));

  /**
   * One record a member, and one for who has left. Bounded by the members of the conversation; who
   * left is cleared by the expiry timer with the last message received as a member.
   */
  static final MapStateDescriptor<String, Member> MEMBERS =
      new MapStateDescriptor<>("members", Types.STRING, TypeInformation.of(Member.class));

  /**
   * Messages whose status may change, by ordinal. At most {@code receipts.messages.max} a
   * conversation; cleared by the expiry timer when read by all and settled, or past the horizon.
   * Who got it and when is kept for at most {@code receipts.rows.max-recipients} recipients each.
   */
  static final MapStateDescriptor<Long, TrackedMessage> MESSAGES =
      new MapStateDescriptor<>("messages", Types.LONG, TypeInformation.of(TrackedMessage.class));

  /**
   * Receipts that came before their event, by user. Bounded for a user and for a conversation;
   * cleared when the event comes, or by the expiry timer.
   */
  static final MapStateDescriptor<String, List<ReceiptFact>> WAITING =
      new MapStateDescriptor<>(
          "waiting", Types.STRING, Types.LIST(TypeInformation.of(ReceiptFact.class)));

  /** Who has which seat. As many as members; a seat is cleared when the last member leaves it. */
  static final MapStateDescriptor<Integer, String> SEATS =
      new MapStateDescriptor<>("seats", Types.INT, Types.STRING);

  /**
   * One number for each who has left. Bounded by {@link #MEMBERS}; cleared with the record there,
   * or by joining again.
   */
  static final MapStateDescriptor<String, Long> FORMER =
      new MapStateDescriptor<>("former", Types.STRING, Types.LONG);

  /**
   * Users whose rows are behind, beyond the first few; at most all members. Cleared by each flush.
   */
  static final MapStateDescriptor<String, Boolean> CHANGED_MEMBERS =
      new MapStateDescriptor<>("changed-members", Types.STRING, Types.BOOLEAN);

  /** Messages whose rows are behind, likewise; at most those in state. Cleared by each flush. */
  static final MapStateDescriptor<Long, Boolean> CHANGED_MESSAGES =
      new MapStateDescriptor<>("changed-messages", Types.LONG, Types.BOOLEAN);

  private final ValueState<Conversation> conversation;
  private final LedgerState books;

  FlinkLedgerState(RuntimeContext context) {
    conversation = context.getState(CONVERSATION);
    books =
        new LedgerState(
            new FlinkTable<>(context.getMapState(MEMBERS)),
            new FlinkTable<>(context.getMapState(MESSAGES)),
            new FlinkTable<>(context.getMapState(WAITING)),
            new FlinkTable<>(context.getMapState(SEATS)),
            new FlinkTable<>(context.getMapState(FORMER)),
            new FlinkTable<>(context.getMapState(CHANGED_MEMBERS)),
            new FlinkTable<>(context.getMapState(CHANGED_MESSAGES)));
  }

  LedgerState books() {
    return books;
  }

  Conversation conversation() throws IOException {
    Conversation known = conversation.value();
    return known == null ? new Conversation() : known;
  }

  void save(Conversation updated) throws IOException {
    if (updated.isUnheardOf()) {
      conversation.clear();
    } else {
      conversation.update(updated);
    }
  }
}
