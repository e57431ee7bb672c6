package io.parley.simulation;

/**
 * Faults that a test plants on purpose, to see that the simulation finds them. Each breaks one
 * thing that the design relies on.
 */
public enum PlantedFault {
  /** Ingest does not remember its answers, so a command that comes again is stored again. */
  FORGETS_ANSWERS,
  /** Ingest publishes an event before its row is acknowledged. */
  EMITS_BEFORE_ROW,
  /** Ingest writes two rows of a conversation at the same time, so the later may be first. */
  WRITES_OUT_OF_ORDER,
  /** Ingest does not restore the clocks of the partitions. */
  FORGETS_CLOCKS,
  /** Ingest restores its state and not its positions: commands since the checkpoint are skipped. */
  SKIPS_COMMANDS,
  /** Ingest keeps its state in a crash and goes back to the positions of the checkpoint. */
  KEEPS_STATE_IN_CRASH,
  /** The database keeps the value that came last, whatever its write timestamp. */
  TABLE_KEEPS_THE_LAST,
  /** Routing does not go back to the events after its checkpoint. */
  ROUTING_SKIPS_EVENTS,
  /** Routing does not restore its timers. */
  ROUTING_FORGETS_TIMERS,
  /** Routing takes the wall clock for how far it has read its inputs. */
  ROUTING_USES_WALL_CLOCK,
  /** Routing does not restore its clock, so it dates outputs before inputs that it has read. */
  ROUTING_FORGETS_ITS_CLOCK,
  /** Receipt aggregation forgets the receipts that wait for their events. */
  FORGETS_PENDING_RECEIPTS,
  /** Receipt aggregation does not restore its timers. */
  RECEIPTS_FORGET_TIMERS,
  /** Receipt aggregation numbers its rows with a counter that falls back with the state. */
  RECEIPTS_COUNT_VERSIONS,
  /** A checkpoint of receipt aggregation does not keep the rows that are not stored yet. */
  FORGETS_UNSETTLED_ROWS,
  /** A gateway that comes out of a silence announces its connections as if they had just begun. */
  GATEWAY_ANNOUNCES_ANEW
}
