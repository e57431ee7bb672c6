package io.parley.routing;

import io.parley.common.types.RecordTypes;
import io.parley.routing.device.LargeConversationNotice;
import io.parley.routing.device.Nudge;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.session.SessionEvent;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Something that concerns one user: exactly one of its parts is set. One type for all, because they
 * meet in one keyed operator.
 *
 * @param userId the key
 * @param recordTime when the broker took the record, milliseconds since 1970
 */
public record UserInput(
    String userId,
    long recordTime,
    TracedEvent event,
    LargeConversationNotice notice,
    Nudge nudge,
    SessionEvent session,
    Receipt receipt) {

  /** How Flink ships it. */
  public static final TypeInformation<UserInput> TYPE =
      RecordTypes.generic(
          UserInput.class,
          Map.of(
              "userId",
              Types.STRING,
              "recordTime",
              Types.LONG,
              "event",
              TracedEvent.TYPE,
              "notice",
              TypeInformation.of(LargeConversationNotice.class),
              "nudge",
              TypeInformation.of(Nudge.class),
              "session",
              RecordTypes.avro(SessionEvent.class),
              "receipt",
              RecordTypes.avro(Receipt.class)));

  public static UserInput of(String userId, TracedEvent event) {
    return new UserInput(
        userId, event.event().getCommandAppendedAt(), event, null, null, null, null);
  }

  public static UserInput of(LargeConversationNotice notice) {
    return new UserInput(notice.userId(), 0, null, notice, null, null, null);
  }

  public static UserInput of(String userId, Nudge nudge) {
    return new UserInput(userId, 0, null, null, nudge, null, null);
  }

  public static UserInput of(SessionEvent session, long recordTime) {
    return new UserInput(session.getUserId(), recordTime, null, null, null, session, null);
  }

  public static UserInput of(Receipt receipt, long recordTime) {
    return new UserInput(receipt.getUserId(), recordTime, null, null, null, null, receipt);
  }
}
