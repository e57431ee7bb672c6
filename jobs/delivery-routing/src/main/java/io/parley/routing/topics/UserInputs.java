package io.parley.routing.topics;

import io.parley.common.decode.Incoming;
import io.parley.common.types.RecordTypes;
import io.parley.routing.domain.GatewaySign;
import io.parley.routing.domain.UserInput;
import io.parley.routing.domain.UserInputCodec;
import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.gateway.GatewayState;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import io.parley.schemas.wire.AvroBytes;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** Turns the records of the topics into the inputs of the operators. */
public final class UserInputs {

  /** The type with which Flink serializes the inputs of a user. */
  public static final TypeInformation<ToUser> TYPE =
      RecordTypes.generic(
          ToUser.class,
          Map.of(
              "userId", Types.STRING,
              "at", Types.LONG,
              "packed", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));

  private UserInputs() {}

  public static ToUser ofSession(Incoming<SessionEvent> in) {
    SessionEvent session = in.value();
    long at = in.source().timestamp();
    return new ToUser(
        session.getUserId(),
        at,
        UserInputCodec.pack(
            new UserInput.Session(
                session.getDeviceId(),
                session.getGatewayId(),
                session.getGatewayIncarnation(),
                session.getSessionEpoch(),
                session.getState(),
                at)));
  }

  public static ToUser ofReceipt(Incoming<Receipt> in) {
    Receipt receipt = in.value();
    long at = in.source().timestamp();
    return new ToUser(
        receipt.getUserId(),
        at,
        UserInputCodec.pack(
            new UserInput.Acknowledgement(
                receipt.getConversationId(),
                receipt.getDeviceId(),
                numbered(receipt.getMessageId()),
                receipt.getKind() == ReceiptKind.READ,
                at)));
  }

  /**
   * The highest id up to this one that an event can have. A device that acknowledges everything
   * before a message by subtracting one from its id names an id that ingest never gives, and that
   * no row can be dated by. It has acknowledged the same events.
   */
  private static long numbered(long id) {
    return id - Math.max(0, Snowflake.sequence(id) - Snowflake.MAX_NUMBERED_SEQUENCE);
  }

  public static GatewaySign ofGateway(Incoming<GatewayEvent> in) {
    GatewayEvent gateway = in.value();
    return new GatewaySign(
        gateway.getGatewayId(),
        gateway.getIncarnation(),
        gateway.getState() == GatewayState.DOWN,
        in.source().timestamp());
  }

  /** A status, for the sender of the message. It is encoded once, for all gateways. */
  public static final class OfStatus extends RichMapFunction<Incoming<MessageStatus>, ToUser> {
    private static final long serialVersionUID = 1;
    private transient AvroBytes<MessageStatus> encoder;

    @Override
    public void open(OpenContext context) {
      encoder = new AvroBytes<>(MessageStatus.class);
    }

    @Override
    public ToUser map(Incoming<MessageStatus> in) {
      MessageStatus status = in.value();
      return new ToUser(
          status.getSenderId(),
          in.source().timestamp(),
          UserInputCodec.pack(
              new UserInput.Status(
                  status.getConversationId(), encoder.of(status), in.source().traceparent())));
    }
  }

  /** A read cursor, for the user's devices. It is encoded once, for all gateways. */
  public static final class OfCursor extends RichMapFunction<Incoming<ReadCursor>, ToUser> {
    private static final long serialVersionUID = 1;
    private transient AvroBytes<ReadCursor> encoder;

    @Override
    public void open(OpenContext context) {
      encoder = new AvroBytes<>(ReadCursor.class);
    }

    @Override
    public ToUser map(Incoming<ReadCursor> in) {
      ReadCursor cursor = in.value();
      return new ToUser(
          cursor.getUserId(),
          in.source().timestamp(),
          UserInputCodec.pack(
              new UserInput.Cursor(
                  cursor.getConversationId(), encoder.of(cursor), in.source().traceparent())));
    }
  }
}
