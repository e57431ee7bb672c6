package io.parley.routing;

import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.delivery.DeliveryKind;
import io.parley.schemas.event.ConversationEvent;

/**
 * The three kinds of delivery. Which fields a kind sets is said in the schema of {@link Delivery}.
 */
public final class Deliveries {

  private Deliveries() {}

  /** Hand one event to one device. */
  public static Delivery direct(
      String gateway,
      String user,
      String device,
      long epoch,
      int attempt,
      ConversationEvent event) {
    return toDevice(DeliveryKind.DIRECT, gateway, event.getConversationId(), user, device, epoch)
        .setAttempt(attempt)
        .setEvent(event)
        .build();
  }

  /** Tell one device to fetch what comes after an event. */
  public static Delivery sync(
      String gateway,
      String user,
      String device,
      long epoch,
      String conversation,
      long afterEventId) {
    return toDevice(DeliveryKind.SYNC, gateway, conversation, user, device, epoch)
        .setAfterEventId(afterEventId)
        .build();
  }

  /** Hand one event to all members that are connected to a gateway. */
  public static Delivery broadcast(String gateway, ConversationEvent event) {
    return Delivery.newBuilder()
        .setGatewayId(gateway)
        .setKind(DeliveryKind.BROADCAST)
        .setConversationId(event.getConversationId())
        .setEvent(event)
        .build();
  }

  private static Delivery.Builder toDevice(
      DeliveryKind kind,
      String gateway,
      String conversation,
      String user,
      String device,
      long epoch) {
    return Delivery.newBuilder()
        .setGatewayId(gateway)
        .setKind(kind)
        .setConversationId(conversation)
        .setRecipientId(user)
        .setDeviceId(device)
        .setSessionEpoch(epoch);
  }
}
