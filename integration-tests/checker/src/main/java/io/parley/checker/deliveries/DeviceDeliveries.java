package io.parley.checker.deliveries;

import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.delivery.DeliveryKind;

/** The rule that a delivery has all the fields that its kind needs. */
final class DeviceDeliveries {

  private DeviceDeliveries() {}

  static boolean isDirect(Delivery delivery) {
    return delivery.getKind() == DeliveryKind.DIRECT
        && namesSession(delivery)
        && delivery.getEvent() != null;
  }

  /** Whether a delivery is a complete SYNC. The {@code up_to_event_id} of a SYNC may be null. */
  static boolean isSync(Delivery delivery) {
    return delivery.getKind() == DeliveryKind.SYNC
        && namesSession(delivery)
        && delivery.getAfterEventId() != null;
  }

  /** Whether a delivery is a complete DIRECT or SYNC, which names the session that it is for. */
  static boolean isToSession(Delivery delivery) {
    return isDirect(delivery) || isSync(delivery);
  }

  private static boolean namesSession(Delivery delivery) {
    return delivery.getRecipientId() != null
        && delivery.getDeviceId() != null
        && delivery.getSessionEpoch() != null;
  }
}
