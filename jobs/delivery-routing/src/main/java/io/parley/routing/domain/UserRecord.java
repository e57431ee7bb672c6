package io.parley.routing.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * The state of one user that is kept as one record: the devices and the first few open
 * conversations. So a message needs one read and one write.
 */
final class UserRecord {

  /** The number of large conversations of a user without a record. */
  static final int UNKNOWN = -1;

  final List<Device> devices = new ArrayList<>(2);

  /** At most {@link OpenConversations#INLINE}; the others lie in a table. */
  final List<OpenConversation> inline = new ArrayList<>(2);

  /** Receipts that wait for their events. At most {@link EarlyReceipts#MOST}. */
  final List<UserInput.Acknowledgement> early = new ArrayList<>(0);

  int nextSlot;

  /** The number of open conversations in the table. It may count some that have expired there. */
  int overflow;

  /** The earliest deadline in the table; {@link Long#MAX_VALUE} for never. */
  long overflowDueAt = Long.MAX_VALUE;

  /** The user's large conversations, or {@link #UNKNOWN}. {@link Turn#large} knows it always. */
  int large;

  /** The time of the timer that is set; 0 without a timer. */
  long wakeAt;

  Device device(int slot) {
    for (Device device : devices) {
      if (device.slot() == slot) {
        return device;
      }
    }
    return null;
  }

  Device device(String id) {
    for (Device device : devices) {
      if (device.id().equals(id)) {
        return device;
      }
    }
    return null;
  }

  void put(Device changed) {
    devices.removeIf(device -> device.slot() == changed.slot());
    devices.add(changed);
  }

  /** Whether the record says nothing, so that it can be removed. */
  boolean isEmpty() {
    return devices.isEmpty() && inline.isEmpty() && early.isEmpty() && overflow == 0 && large <= 0;
  }
}
