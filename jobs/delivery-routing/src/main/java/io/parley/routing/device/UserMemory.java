package io.parley.routing.device;

import io.parley.common.memory.Cell;
import io.parley.common.memory.Table;
import io.parley.routing.TracedEvent;
import java.util.Map;

/**
 * What is remembered of one user. {@link UserState} keeps it in Flink state and says what bounds
 * and expires each part.
 */
public interface UserMemory {

  /** The newest session of each known device, by device_id. */
  Cell<Map<String, DeviceSession>> sessions();

  /** By conversation: what the devices have yet to acknowledge. Only what is not empty. */
  Table<String, Lane> lanes();

  /** The events that the lanes name. An event may be gone before its entry: then it is fetched. */
  Table<EventKey, TracedEvent> events();

  /** How many events the lanes have stored. */
  Cell<Integer> eventCount();

  /**
   * By conversation and device: up to where receipts have settled, for a while. A receipt can
   * overtake the event that it speaks of, after a restart above all.
   */
  Table<String, Map<String, Long>> settled();

  /** By conversation: the quiet interval after a push request. */
  Table<String, Quiet> quiet();

  /** By conversation: memberships in conversations whose events are broadcast. */
  Table<String, LargeMembership> largeMemberships();
}
