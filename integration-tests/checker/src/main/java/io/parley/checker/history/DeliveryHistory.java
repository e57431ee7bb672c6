package io.parley.checker.history;

import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.push.PushRequest;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import java.util.function.Consumer;

/**
 * The inputs and outputs of delivery routing, as streams. See {@link IngestHistory} for the rules.
 */
public interface DeliveryHistory {

  /**
   * The end of the history, in milliseconds since 1970. Without it the checker could not tell a
   * silent device from a device of which nothing more was recorded.
   */
  long endedAt();

  void forEachEvent(Consumer<Seen<ConversationEvent>> reader);

  void forEachGateway(Consumer<Seen<GatewayEvent>> reader);

  void forEachSession(Consumer<Seen<SessionEvent>> reader);

  void forEachReceipt(Consumer<Seen<Receipt>> reader);

  /** Statuses that the receipts job published: the source of deliveries of kind STATUS. */
  void forEachStatus(Consumer<Seen<MessageStatus>> reader);

  /** Cursors that the receipts job published: the source of deliveries of kind CURSOR. */
  void forEachCursor(Consumer<Seen<ReadCursor>> reader);

  void forEachDelivery(Consumer<Seen<Delivery>> reader);

  void forEachPush(Consumer<Seen<PushRequest>> reader);
}
