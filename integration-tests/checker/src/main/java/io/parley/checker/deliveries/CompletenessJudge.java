package io.parley.checker.deliveries;

import io.parley.schemas.id.Snowflake;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Judges whether the devices of a conversation's members were handed its events. Rows begin with
 * conversation and event. Rows about the devices come before all events. Then comes each event with
 * the users who join by it, its deliveries, and the users who leave by it. In memory are the
 * devices of one conversation, with their sessions and SYNCs, and the deliveries of one event.
 *
 * <p>These events are undelivered:
 *
 * <ul>
 *   <li>an event that a device was never handed, if the device was handed a later one of the
 *       conversation by DIRECT or SYNC: the router hands them out in order;
 *   <li>an event that a device was never handed, if a session of the device was alive long enough
 *       after the event;
 *   <li>an event that a device was handed and did not acknowledge, if a later session of the device
 *       was alive long enough and was not handed it again.
 * </ul>
 *
 * <p>Long enough means {@link #SETTLES_WITHIN_MILLIS} at the end of the history, because the router
 * is at rest then, and {@link RoutingLag} at other times. All other events wait for the device.
 */
final class CompletenessJudge {

  static final int WIDTH = 10;

  /** The time within which a router at rest has handed a session all events that wait for it. */
  static final long SETTLES_WITHIN_MILLIS = 10_000;

  private static final long DEVICE = 0;
  private static final long SESSION = 1;
  private static final long SYNC = 2;
  private static final long RECEIPT = 3;
  private static final long EVENT = 4;
  private static final long JOIN = 5;
  private static final long DIRECT = 6;
  private static final long BROADCAST = 7;
  private static final long LEAVE = 8;

  private static final OwedDevice.Handing NEVER_HANDED = new OwedDevice.Handing(0, -1, false);

  private final RoutingLag lag;
  private final long end;
  private final Consumer<OwedDevice.Missed> missed;
  private final Map<Long, OwedDevice> devices = new LinkedHashMap<>();
  private final Map<Long, List<OwedDevice>> byUser = new LinkedHashMap<>();
  private final Set<Long> members = new HashSet<>();
  private final Map<Long, OwedDevice.Handing> directs = new HashMap<>();
  private final Set<Long> broadcastTo = new HashSet<>();
  private final Set<Long> leaving = new HashSet<>();
  private long conversation;
  private long[] event;
  private long judged;
  private long handedAgain;

  /**
   * @param end of the history, milliseconds since 1970
   * @param missed takes what is undelivered
   */
  CompletenessJudge(RoutingLag lag, long end, Consumer<OwedDevice.Missed> missed) {
    this.lag = lag;
    this.end = end;
    this.missed = missed;
  }

  static long[] device(
      long conversation, long life, long user, long device, long from, long until) {
    return new long[] {conversation, 0, DEVICE, life, user, device, from, until, 0, 0};
  }

  static long[] session(long conversation, long life, long epoch, long from, long until) {
    return new long[] {conversation, 0, SESSION, life, epoch, from, until, 0, 0, 0};
  }

  /** A SYNC; its upper end is {@link GatewayLives#NEVER} if it names none. */
  static long[] sync(
      long conversation,
      long life,
      long after,
      long upTo,
      long epoch,
      long sentAt,
      long gateway,
      boolean committed) {
    return new long[] {
      conversation, 0, SYNC, life, after, upTo, epoch, sentAt, gateway, committed ? 1 : 0
    };
  }

  static long[] receipt(long conversation, long life, long upTo) {
    return new long[] {conversation, 0, RECEIPT, life, upTo, 0, 0, 0, 0, 0};
  }

  static long[] event(long conversation, long event, long device, int partition, long offset) {
    return new long[] {conversation, event, EVENT, device, partition, offset, 0, 0, 0, 0};
  }

  static long[] join(long conversation, long event, long user) {
    return new long[] {conversation, event, JOIN, user, 0, 0, 0, 0, 0, 0};
  }

  static long[] leave(long conversation, long event, long user) {
    return new long[] {conversation, event, LEAVE, user, 0, 0, 0, 0, 0, 0};
  }

  static long[] direct(long conversation, long event, long life, long epoch, boolean committed) {
    return new long[] {conversation, event, DIRECT, life, epoch, committed ? 1 : 0, 0, 0, 0, 0};
  }

  static long[] broadcast(long conversation, long event, long gateway) {
    return new long[] {conversation, event, BROADCAST, gateway, 0, 0, 0, 0, 0, 0};
  }

  void accept(long[] row) {
    if (row[0] != conversation) {
      end();
      conversation = row[0];
    }
    if (row[1] == 0) {
      acceptFact(row);
    } else if (row[2] == EVENT) {
      if (event == null || event[1] != row[1]) {
        judgeEvent();
        event = row;
      }
    } else if (event != null && event[1] == row[1]) { // MembersJudge reports other events.
      acceptOfEvent(row);
    }
  }

  private void acceptFact(long[] row) {
    if (row[2] == DEVICE) {
      OwedDevice device = new OwedDevice(row[3], row[4], row[5], row[6], row[7]);
      devices.put(device.life(), device);
      byUser.computeIfAbsent(device.user(), any -> new ArrayList<>()).add(device);
      return;
    }
    OwedDevice device = devices.get(row[3]);
    if (device == null) {
      return;
    }
    if (row[2] == SESSION) {
      device.stayed(row[4], row[5], row[6]);
    } else if (row[2] == SYNC) {
      device.synced(row[4], row[5], row[6], row[7], row[8], row[9] == 1);
    } else {
      device.acknowledged(row[4]);
    }
  }

  private void acceptOfEvent(long[] row) {
    if (row[2] == JOIN) {
      members.add(row[3]);
      // A new membership begins. Events from before it are owed no more.
      byUser.getOrDefault(row[3], List.of()).forEach(OwedDevice::takeMissed);
    } else if (row[2] == DIRECT) {
      OwedDevice.Handing before = directs.getOrDefault(row[3], NEVER_HANDED);
      boolean committed = row[5] == 1;
      directs.put(
          row[3],
          new OwedDevice.Handing(
              before.times() + (committed ? 1 : 0),
              committed ? Math.max(before.lastEpoch(), row[4]) : before.lastEpoch(),
              before.tried() || !committed));
    } else if (row[2] == BROADCAST) {
      broadcastTo.add(row[3]);
    } else {
      leaving.add(row[3]);
    }
  }

  /** Ends the conversation. */
  void end() {
    judgeEvent();
    devices.values().stream()
        .map(OwedDevice::takeMissed)
        .filter(what -> what != null && what.certain())
        .forEach(missed);
    devices.clear();
    byUser.clear();
    members.clear();
  }

  /** How many pairs of an event and a device were judged. */
  long judged() {
    return judged;
  }

  /** How often an event was handed to a device that had been handed it before. */
  long handedAgain() {
    return handedAgain;
  }

  private void judgeEvent() {
    if (event != null) {
      byUser.forEach(
          (user, lives) -> {
            if (members.contains(user)) {
              lives.forEach(device -> judge(device, lives));
            }
          });
    }
    members.removeAll(leaving);
    event = null;
    leaving.clear();
    directs.clear();
    broadcastTo.clear();
  }

  private void judge(OwedDevice device, List<OwedDevice> ofUser) {
    long id = event[1];
    long at = Snowflake.unixMillis(id);
    device.forgetSyncsBefore(id);
    OwedDevice.Handing direct = directs.getOrDefault(device.life(), NEVER_HANDED);
    OwedDevice.Handing handing = device.handing(id, at, direct, broadcastTo);
    handedAgain += Math.max(0, handing.times() - 1);
    if (device.device() == event[3] || (handing.times() == 0 && !isOwed(device, ofUser, at))) {
      return;
    }
    judged++;
    boolean acknowledged = device.hasAcknowledged(id);
    if (handing.times() > 0) {
      if (broadcastTo.isEmpty()) {
        report(device);
      }
      if (!acknowledged && device.stayedAfter(handing.lastEpoch(), at, lag, end)) {
        device.missed(id, (int) event[4], event[5], true);
      }
    } else if (!(acknowledged && mayHaveIt(device, handing, id, at))) {
      device.missed(id, (int) event[4], event[5], device.stayedAfter(-1, at, lag, end));
    }
  }

  /**
   * Whether a device may have acknowledged an event that no committed delivery brought. A broadcast
   * is not repeated: the gateway that missed one sees the gap in the sequence, and reads the table.
   * A gateway that is told to subscribe may read further than the router has routed.
   */
  private boolean mayHaveIt(OwedDevice device, OwedDevice.Handing handing, long id, long at) {
    return handing.tried()
        || at <= device.from()
        || !broadcastTo.isEmpty()
        || device.mayHaveRead(id, at, lag.at(at));
  }

  /**
   * Whether an event is owed to a life of a device. A device that is new while the user has another
   * device is certainly owed only the events that came after the router knew it. Events that came
   * while the user had no device are owed to the user's first device.
   */
  private boolean isOwed(OwedDevice device, List<OwedDevice> ofUser, long at) {
    if (at >= device.until()) {
      return false;
    }
    boolean isOnly =
        ofUser.stream()
            .filter(other -> other != device)
            .noneMatch(other -> other.from() <= device.from() && other.until() > at);
    return isOnly || at >= device.from() + lag.at(device.from());
  }

  private void report(OwedDevice device) {
    OwedDevice.Missed what = device.takeMissed();
    if (what != null) {
      missed.accept(what);
    }
  }
}
