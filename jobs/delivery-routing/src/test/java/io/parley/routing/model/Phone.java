package io.parley.routing.model;

import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.delivery.DeliveryKind;
import io.parley.schemas.event.ConversationEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A device and the gateway in front of it. The gateway does what the contract asks of it: it drops
 * what is meant for another epoch, and first attempts at or below what the device's conversation
 * has had.
 */
final class Phone {

  final String user;
  final String device;
  final Map<String, TreeSet<Long>> has = new HashMap<>();
  private final Map<String, Long> newestFirstAttempt = new HashMap<>();
  long epoch;

  /** The gateway says that the device is connected. */
  boolean connected;

  /** The device really is: a half-open connection takes deliveries and drops them. */
  boolean reachable;

  int losses;

  Phone(String user, String device) {
    this.user = user;
    this.device = device;
  }

  void take(Delivery delivery, List<ConversationEvent> stored) {
    if (!connected || delivery.getSessionEpoch() != epoch || isRepeatedFirstAttempt(delivery)) {
      return;
    }
    if (!reachable || losses > 0) {
      losses = Math.max(0, losses - 1);
      return;
    }
    TreeSet<Long> mine =
        has.computeIfAbsent(delivery.getConversationId(), conversation -> new TreeSet<>());
    if (delivery.getKind() == DeliveryKind.SYNC) {
      stored.stream()
          .filter(event -> event.getConversationId().equals(delivery.getConversationId()))
          .map(ConversationEvent::getEventId)
          .filter(id -> id > delivery.getAfterEventId())
          .forEach(mine::add);
    } else {
      mine.add(delivery.getEvent().getEventId());
    }
  }

  /** Its gateway broadcasts an event of a conversation of the user. */
  void hear(ConversationEvent event) {
    if (!connected) {
      return;
    }
    if (!reachable || losses > 0) {
      losses = Math.max(0, losses - 1);
      return;
    }
    has.computeIfAbsent(event.getConversationId(), conversation -> new TreeSet<>())
        .add(event.getEventId());
  }

  private boolean isRepeatedFirstAttempt(Delivery delivery) {
    if (delivery.getKind() != DeliveryKind.DIRECT || delivery.getAttempt() > 1) {
      return false;
    }
    long id = delivery.getEvent().getEventId();
    Long newest = newestFirstAttempt.get(delivery.getConversationId());
    newestFirstAttempt.merge(delivery.getConversationId(), id, Math::max);
    return newest != null && id <= newest;
  }
}
