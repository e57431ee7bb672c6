package io.parley.routing.device;

import static org.apache.flink.api.common.typeinfo.Types.INT;
import static org.apache.flink.api.common.typeinfo.Types.LONG;
import static org.apache.flink.api.common.typeinfo.Types.STRING;

import io.parley.common.memory.Cell;
import io.parley.common.memory.FlinkCell;
import io.parley.common.memory.FlinkTable;
import io.parley.common.memory.Table;
import io.parley.routing.TracedEvent;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** A user's memory in Flink's keyed state. Key: user_id. */
final class UserState implements UserMemory {

  private final RuntimeContext runtime;

  private final Cell<Map<String, DeviceSession>> sessions;
  private final Table<String, Lane> lanes;
  private final Table<EventKey, TracedEvent> events;
  private final Cell<Integer> eventCount;
  private final Table<String, Map<String, Long>> settled;
  private final Table<String, Quiet> quiet;
  private final Table<String, LargeMembership> largeMemberships;
  private final Cell<Long> wake;

  UserState(RuntimeContext runtime, Retention retention) {
    this.runtime = runtime;

    // Bound: routing.devices.max sessions. RoutingTable drops the one gone longest.
    // Expires: routing.devices.retention after the last word of a session.
    sessions = cell("sessions", UserTypes.SESSIONS, retention.ofDevices());

    // Bound: a lane for each conversation in which something waits,
    // routing.pending.per-conversation
    // entries for each device. Outbox removes a lane when nothing waits in it any more.
    // Expires: a day after the devices, counted from the last change.
    lanes = table("lanes", STRING, UserTypes.LANE, retention.ofLanes());

    // Bound: routing.pending.per-user events. Outbox removes an event when no queue names it.
    // Expires: routing.pending.retention after it came; devices that come later fetch it.
    events =
        table("events", TypeInformation.of(EventKey.class), TracedEvent.TYPE, retention.ofEvents());

    // Bound: one number. Cleared when the last event is removed; expires with the lanes.
    eventCount = cell("event-count", INT, retention.ofLanes());

    // Bound: conversations with receipts of late, routing.devices.max marks each (SettledMarks).
    // Expires: routing.receipts.retention after the last receipt. Nobody else clears it.
    settled = table("settled", STRING, UserTypes.MARKS, retention.ofSettled());

    // Bound: conversations that pushed within the quiet interval. PushCollapse removes each at the
    // end of its interval, by timer; so it needs no expiry of its own.
    quiet = table("quiet", STRING, UserTypes.QUIET, null);

    // Bound: the user's large conversations, routing.devices.max numbers each. LargeConversations
    // removes one when the user leaves or the conversation shrinks. Lives as long as the
    // membership.
    largeMemberships = table("large-memberships", STRING, UserTypes.LARGE_MEMBERSHIP, null);

    // Bound: one number, the time of the one timer. Cleared when the timer fires.
    wake = cell("wake", LONG, null);
  }

  private <T> Cell<T> cell(String name, TypeInformation<T> type, StateTtlConfig ttl) {
    ValueStateDescriptor<T> descriptor = new ValueStateDescriptor<>(name, type);
    if (ttl != null) {
      descriptor.enableTimeToLive(ttl);
    }
    return new FlinkCell<>(runtime.getState(descriptor));
  }

  private <K, V> Table<K, V> table(
      String name, TypeInformation<K> key, TypeInformation<V> value, StateTtlConfig ttl) {
    MapStateDescriptor<K, V> descriptor = new MapStateDescriptor<>(name, key, value);
    if (ttl != null) {
      descriptor.enableTimeToLive(ttl);
    }
    return new FlinkTable<>(runtime.getMapState(descriptor));
  }

  @Override
  public Cell<Map<String, DeviceSession>> sessions() {
    return sessions;
  }

  @Override
  public Table<String, Lane> lanes() {
    return lanes;
  }

  @Override
  public Table<EventKey, TracedEvent> events() {
    return events;
  }

  @Override
  public Cell<Integer> eventCount() {
    return eventCount;
  }

  @Override
  public Table<String, Map<String, Long>> settled() {
    return settled;
  }

  @Override
  public Table<String, Quiet> quiet() {
    return quiet;
  }

  @Override
  public Table<String, LargeMembership> largeMemberships() {
    return largeMemberships;
  }

  /** The time of the registered timer, or null. */
  Cell<Long> wake() {
    return wake;
  }
}
