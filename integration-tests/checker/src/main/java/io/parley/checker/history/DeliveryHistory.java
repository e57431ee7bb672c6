package io.parley.checker.history;

import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.session.SessionEvent;
import java.util.function.Consumer;

/** What delivery routing read and wrote, as {@link IngestHistory}. */
public interface DeliveryHistory {

  /**
   * When the history was cut off, milliseconds since 1970. Without it nobody could tell a device
   * that is silent from one of which nothing more was recorded.
   */
  long endedAt();

  void forEachEvent(Consumer<Seen<ConversationEvent>> reader);

  void forEachSession(Consumer<Seen<SessionEvent>> reader);

  void forEachReceipt(Consumer<Seen<Receipt>> reader);

  void forEachDelivery(Consumer<Seen<Delivery>> reader);
}
