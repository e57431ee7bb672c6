package io.parley.routing.domain;

import java.util.HashMap;
import java.util.Map;

/**
 * A large conversation of one user: how far each device has acknowledged it.
 *
 * @param base the event before the one with which it became a large conversation of the user
 * @param acked by slot of the device; a device that came later and has acknowledged nothing has no
 *     entry
 */
record LargeMembership(long base, Map<Integer, Long> acked) {

  private static final int VERSION = 1;

  /** Where a device stands; 0 if it has acknowledged nothing. */
  long ackedBy(Device device) {
    return acked.getOrDefault(device.slot(), 0L);
  }

  /** The same with the mark of one device moved, and without the marks of forgotten devices. */
  LargeMembership moved(Device device, long upTo, UserRecord user) {
    Map<Integer, Long> moved = new HashMap<>(acked);
    moved.keySet().removeIf(slot -> user.device(slot) == null);
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
