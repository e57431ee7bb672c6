package io.parley.checker.deliveries;

import io.parley.schemas.id.Snowflake;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Judges whether the devices of a conversation's members were handed its events. Rows begin with
 * conversation and event: before all events what is known of the devices, then each event with who
 * joins by it, its deliveries, and who leaves. In memory: the devices of one conversation, with
 * their SYNCs, and the deliveries of one event.
 *
 * <p>An event that a device was not handed is a hole if a later one of the conversation was: the
 * job hands them out in order, so it had routed the first. Or if the device is there at the end:
 * nothing waits for a device that is connected.
 */
final class CompletenessJudge {

  static final int WIDTH = 7;

  private static final long DEVICE = 0;
  private static final long GATEWAY = 1;
  private static final long SYNC = 2;
  private static final long RECEIPT = 3;
  private static final long EVENT = 4;
  private static final long JOIN = 5;
  private static final long DIRECT = 6;
  private static final long BROADCAST = 7;
  private static final long LEAVE = 8;

  private final Consumer<OwedDevice.Hole> holes;
  private final Map<Long, OwedDevice> devices = new LinkedHashMap<>();
  private final Map<Long, List<OwedDevice>> byUser = new LinkedHashMap<>();
  private final Set<Long> members = new HashSet<>();
  private final Set<Long> handed = new HashSet<>();
  private final Set<Long> tried = new HashSet<>();
  private final Set<Long> broadcastTo = new HashSet<>();
  private final Set<Long> leaving = new HashSet<>();
  private long conversation;
  private long[] event;
  private long judged;

  CompletenessJudge(Consumer<OwedDevice.Hole> holes) {
    this.holes = holes;
  }

  static long[] device(long conversation, long device, long user, long heard, boolean isThere) {
    return new long[] {conversation, 0, DEVICE, device, user, heard, isThere ? 1 : 0};
  }

  static long[] gateway(long conversation, long device, long gateway, long since) {
    return new long[] {conversation, 0, GATEWAY, device, gateway, since, 0};
  }

  static long[] sync(long conversation, long device, long after, long sentAt, boolean committed) {
    return new long[] {conversation, 0, SYNC, device, after, sentAt, committed ? 1 : 0};
  }

  static long[] receipt(long conversation, long device, long upTo) {
    return new long[] {conversation, 0, RECEIPT, device, upTo, 0, 0};
  }

  static long[] event(long conversation, long event, long sender, int partition, long offset) {
    return new long[] {conversation, event, EVENT, sender, partition, offset, 0};
  }

  static long[] join(long conversation, long event, long user) {
    return new long[] {conversation, event, JOIN, user, 0, 0, 0};
  }

  static long[] leave(long conversation, long event, long user) {
    return new long[] {conversation, event, LEAVE, user, 0, 0, 0};
  }

  static long[] direct(long conversation, long event, long device, boolean committed) {
    return new long[] {conversation, event, DIRECT, device, committed ? 1 : 0, 0, 0};
  }

  static long[] broadcast(long conversation, long event, long gateway) {
    return new long[] {conversation, event, BROADCAST, gateway, 0, 0, 0};
  }

  void accept(long[] row) {
    if (row[0] != conversation) {
      end();
      conversation = row[0];
    }
    if (row[1] == 0) {
      acceptFact(row);
      return;
    }
    if (row[2] == EVENT) {
      if (event == null || event[1] != row[1]) {
        judgeEvent();
        event = row;
      }
    } else if (event == null || event[1] != row[1]) {
      return; // Of an event that was never committed; the check of members says so.
    } else if (row[2] == JOIN) {
      members.add(row[3]);
    } else if (row[2] == DIRECT) {
      (row[4] == 1 ? handed : tried).add(row[3]);
    } else if (row[2] == BROADCAST) {
      broadcastTo.add(row[3]);
    } else {
      leaving.add(row[3]);
    }
  }

  private void acceptFact(long[] row) {
    if (row[2] == DEVICE) {
      OwedDevice device = new OwedDevice(row[3], row[4], row[5], row[6] == 1);
      devices.put(device.device(), device);
      byUser.computeIfAbsent(device.user(), any -> new ArrayList<>()).add(device);
      return;
    }
    OwedDevice device = devices.get(row[3]);
    if (device == null) {
      return;
    }
    if (row[2] == GATEWAY) {
      device.heldBy(row[4], row[5]);
    } else if (row[2] == SYNC) {
      device.synced(row[4], row[5], row[6] == 1);
    } else {
      device.settled(row[4]);
    }
  }

  /** Ends the conversation. */
  void end() {
    judgeEvent();
    devices.values().stream().filter(OwedDevice::isThere).forEach(this::report);
    devices.clear();
    byUser.clear();
    members.clear();
  }

  /** How many pairs of an event and a device were judged. */
  long judged() {
    return judged;
  }

  private void judgeEvent() {
    if (event != null) {
      byUser.forEach(
          (user, owed) -> {
            if (members.contains(user)) {
              owed.forEach(this::judge);
            }
          });
    }
    members.removeAll(leaving);
    event = null;
    leaving.clear();
    handed.clear();
    tried.clear();
    broadcastTo.clear();
  }

  private void judge(OwedDevice device) {
    long id = event[1];
    if (device.device() == event[3]) {
      return;
    }
    judged++;
    boolean wasTried = tried.contains(device.device());
    if (handed.contains(device.device())) {
      report(device);
    } else if (!device.isCovered(id, Snowflake.unixMillis(id), wasTried, broadcastTo)) {
      device.missed(id, (int) event[4], event[5]);
    }
  }

  private void report(OwedDevice device) {
    OwedDevice.Hole hole = device.takeHole();
    if (hole != null) {
      holes.accept(hole);
    }
  }
}
