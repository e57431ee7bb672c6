package io.parley.routing.device;

import io.parley.common.testing.PlainCell;
import io.parley.common.testing.PlainTable;
import io.parley.routing.TracedEvent;
import java.util.Map;

/** A user's memory in plain maps. */
public record PlainUserMemory(
    PlainCell<Map<String, DeviceSession>> sessions,
    PlainTable<String, Lane> lanes,
    PlainTable<EventKey, TracedEvent> events,
    PlainCell<Integer> eventCount,
    PlainTable<String, Map<String, Long>> settled,
    PlainTable<String, Quiet> quiet,
    PlainTable<String, LargeMembership> largeMemberships)
    implements UserMemory {

  public PlainUserMemory() {
    this(
        new PlainCell<>(),
        new PlainTable<>(),
        new PlainTable<>(),
        new PlainCell<>(),
        new PlainTable<>(),
        new PlainTable<>(),
        new PlainTable<>());
  }

  public PlainUserMemory copy() {
    return new PlainUserMemory(
        sessions.copy(),
        lanes.copy(),
        events.copy(),
        eventCount.copy(),
        settled.copy(),
        quiet.copy(),
        largeMemberships.copy());
  }
}
