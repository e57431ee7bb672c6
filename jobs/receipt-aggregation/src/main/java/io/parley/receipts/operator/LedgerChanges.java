package io.parley.receipts.operator;

import io.parley.common.kafka.Outgoing;
import io.parley.common.types.RecordTypes;
import io.parley.receipts.domain.CursorUpdate;
import io.parley.receipts.domain.ReceiptRow;
import io.parley.schemas.status.MessageStatus;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The changes of one flush of one conversation, or a part of them if they are many. They stay
 * together, so that they cross the network once and their rows can share requests.
 *
 * @param statuses each for its topic and for {@code message_status}
 * @param cursors each for its topic, {@code receipt_cursors} and {@code unread_counts}
 * @param rows of {@code receipts}
 */
public record LedgerChanges(
    String conversationId,
    List<Outgoing<MessageStatus>> statuses,
    List<CursorUpdate> cursors,
    List<ReceiptRow> rows) {

  /** The type with which Flink serializes it. */
  public static TypeInformation<LedgerChanges> type() {
    return RecordTypes.generic(
        LedgerChanges.class,
        Map.of(
            "conversationId", Types.STRING,
            "statuses", Types.LIST(Outgoing.typeOf(MessageStatus.class)),
            "cursors", Types.LIST(TypeInformation.of(CursorUpdate.class)),
            "rows", Types.LIST(TypeInformation.of(ReceiptRow.class))));
  }
}
