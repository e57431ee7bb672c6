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

/** What delivery routing read and wrote, as {@link IngestHistory}. */
public interface DeliveryHistory {

  /**
   * When the history was cut off, milliseconds since 1970. Without it nobody could tell a device
   * that is silent from one of which nothing more was recorded.
   */
  long endedAt();

  void forEachEvent(Consumer<Seen<ConversationEvent>> reader);

  void forEachGateway(Consumer<Seen<GatewayEvent>> reader);

  void forEachSession(Consumer<Seen<SessionEvent>> reader);

  void forEachReceipt(Consumer<Seen<Receipt>> reader);

  /** What the receipts job published: the source of deliveries of kind STATUS. */
  void forEachStatus(Consumer<Seen<MessageStatus>> reader);

  /** What the receipts job published: the source of deliveries of kind CURSOR. */
  void forEachCursor(Consumer<Seen<ReadCursor>> reader);

  void forEachDelivery(Consumer<Seen<Delivery>> reader);

  void forEachPush(Consumer<Seen<PushRequest>> reader);
}
