package io.parley.routing.domain;

import java.util.HashMap;
import java.util.Map;

/**
 * A large conversation of one user, with the event up to which each device has acknowledged it.
 *
 * @param base the event before the one with which it became a large conversation of the user
 * @param acked event id by slot of the device, {@link #FROM_THE_FIRST} or higher. A device that
 *     came later and has acknowledged nothing has no entry
 */
record LargeMembership(long base, Map<Integer, Long> acked) {

  /** Below every event. A SYNC after 0 would begin with the newest page only. */
  static final long FROM_THE_FIRST = 1;

  private static final int VERSION = 1;

  /** The last event that a device has acknowledged; 0 if it has acknowledged no event. */
  long ackedBy(Device device) {
    return acked.getOrDefault(device.slot(), 0L);
  }

  /** The event up to which nothing is owed to a device once the conversation is small. */
  long owedAfter(Device device) {
    return acked.getOrDefault(device.slot(), base);
  }

  /**
   * A copy in which the entry of one device has moved. Entries of forgotten devices that say no
   * more are gone.
   */
  LargeMembership moved(Device device, long upTo, UserRecord user) {
    Map<Integer, Long> moved = new HashMap<>(acked);
    moved.entrySet().removeIf(e -> user.device(e.getKey()) == null && e.getValue() <= upTo);
    moved.put(device.slot(), upTo);
    return new LargeMembership(base, moved);
  }

  byte[] packed() {
    Packer out = new Packer().octet(VERSION).number(base).number(acked.size());
    acked.forEach((slot, upTo) -> out.number(slot).number(upTo));
    return out.packed();
  }

  static LargeMembership of(byte[] packed) {
    Unpacker in = Unpacker.ofVersion(VERSION, packed, "a large conversation's member");
    long base = in.number();
    Map<Integer, Long> acked = new HashMap<>();
    for (int n = in.count(); n > 0; n--) {
      acked.put(in.count(), in.number());
    }
    return new LargeMembership(base, acked);
  }
}
