package io.parley.checker.history;

import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.session.SessionEvent;
import java.util.function.Consumer;

/**
 * The records that gateways wrote and were sent, as streams. Each stream gives the records of a
 * partition in order of offsets, one partition after the other, at {@code read_uncommitted}, and
 * may be read several times.
 */
public interface GatewayHistory {

  /** The end of the history, in milliseconds since 1970. */
  long endedAt();

  /** The number of partitions of a topic. */
  int partitions(String topic);

  void forEachGateway(Consumer<Seen<GatewayEvent>> reader);

  void forEachSession(Consumer<Seen<SessionEvent>> reader);

  void forEachCommand(Consumer<Seen<ConversationCommand>> reader);

  void forEachReceipt(Consumer<Seen<Receipt>> reader);

  void forEachAck(Consumer<Seen<CommandAck>> reader);

  void forEachDelivery(Consumer<Seen<Delivery>> reader);

  /** Events say who was a member of a conversation. */
  void forEachEvent(Consumer<Seen<ConversationEvent>> reader);
}
