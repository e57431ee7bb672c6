package io.parley.routing.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * What is kept of one user in one piece of state: the devices, and the first few open
 * conversations. One read and one write thus serve a message.
 */
final class UserRecord {

  final List<Device> devices = new ArrayList<>(2);

  /** At most {@link OpenConversations#INLINE}; the others lie in a table. */
  final List<OpenConversation> inline = new ArrayList<>(2);

  int nextSlot;

  /** Open conversations in the table. It may count some that have expired there. */
  int overflow;

  /** When something is due in the table; {@link Long#MAX_VALUE} for never. */
  long overflowDueAt = Long.MAX_VALUE;

  /** The user's large conversations. */
  int large;

  /** The timer that is set; 0 if none is. */
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

  /** Whether nothing is left to remember. */
  boolean isEmpty() {
    return devices.isEmpty() && inline.isEmpty() && overflow == 0 && large == 0;
  }
}
