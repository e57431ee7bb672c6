package io.parley.it.checker.history;

import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.event.ConversationEvent;
import java.util.function.Consumer;

/** What delivery routing read and wrote, as {@link IngestHistory}. */
public interface DeliveryHistory {

  void forEachEvent(Consumer<Seen<ConversationEvent>> reader);

  void forEachDelivery(Consumer<Seen<Delivery>> reader);
}
