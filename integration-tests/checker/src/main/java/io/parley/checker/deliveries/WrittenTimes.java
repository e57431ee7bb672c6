package io.parley.checker.deliveries;

import io.parley.checker.history.DeliveryHistory;
import io.parley.checker.history.Seen;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.push.PushRequest;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A history in which the times of the router's outputs never go back within a partition.
 *
 * <p>The router dates an output with its estimate of the brokers' time. After a restart it knows
 * only the records that it has read since, so it may date its first outputs too early: by the age
 * of a status, or by the error of the clock of the broker that has a partition of the commands. But
 * an output was not written before the output in front of it.
 */
record WrittenTimes(DeliveryHistory history) implements DeliveryHistory {

  @Override
  public long endedAt() {
    return history.endedAt();
  }

  @Override
  public void forEachEvent(Consumer<Seen<ConversationEvent>> reader) {
    history.forEachEvent(reader);
  }

  @Override
  public void forEachGateway(Consumer<Seen<GatewayEvent>> reader) {
    history.forEachGateway(reader);
  }

  @Override
  public void forEachSession(Consumer<Seen<SessionEvent>> reader) {
    history.forEachSession(reader);
  }

  @Override
  public void forEachReceipt(Consumer<Seen<Receipt>> reader) {
    history.forEachReceipt(reader);
  }

  @Override
  public void forEachStatus(Consumer<Seen<MessageStatus>> reader) {
    history.forEachStatus(reader);
  }

  @Override
  public void forEachCursor(Consumer<Seen<ReadCursor>> reader) {
    history.forEachCursor(reader);
  }

  @Override
  public void forEachDelivery(Consumer<Seen<Delivery>> reader) {
    history.forEachDelivery(rising(reader));
  }

  @Override
  public void forEachPush(Consumer<Seen<PushRequest>> reader) {
    history.forEachPush(rising(reader));
  }

  private static <T> Consumer<Seen<T>> rising(Consumer<Seen<T>> reader) {
    Map<Integer, Long> latest = new HashMap<>();
    return seen -> {
      long time = latest.merge(seen.at().partition(), seen.timestamp(), Math::max);
      reader.accept(
          new Seen<>(seen.at(), seen.committed(), time, seen.key(), seen.digest(), seen.value()));
    };
  }
}
