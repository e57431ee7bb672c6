package io.parley.simulator;

/** What a fleet counts. */
public enum Count {
  /** Commands, each once however often it was sent. */
  COMMANDS,
  /** SendMessage commands. */
  MESSAGES,
  EDITS,
  DELETES,
  MEMBER_CHANGES,
  /** Commands sent again. */
  RESENDS,
  /** Commands whose SENT ack reached the device. */
  STORED,
  /** Messages among them. */
  STORED_MESSAGES,
  REJECTED,
  /** Acks for something that was acked before, and acks for which nobody waited any more. */
  REPEATED_ACKS,
  /** Acks that a device lost before it had written them down, so that it sent again. */
  MISSED_ACKS,
  /** Events that reached a device for the first time. */
  DELIVERED,
  /** Deliveries that a gateway or device had already: redeliveries, repetitions after a crash. */
  REPEATED_DELIVERIES,
  /** Deliveries for a session that the gateway does not hold. */
  STALE_DELIVERIES,
  /** What was lost between gateway and device: on purpose, or with the connection. */
  LOST_DELIVERIES,
  /** Events that reached a device before one that comes earlier in the conversation. */
  AHEAD,
  /** Times that a gateway brought a device up to date from the history. */
  SYNCS,
  /** Events that reached a device from the history. */
  SYNCED,
  /** Pages that gateways read from the history; devices share them. */
  HISTORY_READS,
  STATUSES,
  CURSORS,
  DELIVERED_RECEIPTS,
  READ_RECEIPTS,
  /** Receipts that gateways wrote, after they had gathered those of devices. */
  RECEIPTS_WRITTEN,
  CONNECTIONS,
  GATEWAY_DEATHS
}
