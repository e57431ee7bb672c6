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
  /** Acks for something that was acked before. */
  REPEATED_ACKS,
  /** Acks that found their device gone. */
  MISSED_ACKS,
  /** Events that reached a device for the first time. */
  DELIVERED,
  /** Deliveries of what the device had already: redeliveries, repetitions after a crash. */
  REPEATED_DELIVERIES,
  /** Deliveries for a connection that is no more. */
  STALE_DELIVERIES,
  /** Deliveries that were lost on purpose between gateway and device. */
  LOST_DELIVERIES,
  /** Events that reached a device before one that comes earlier in the conversation. */
  AHEAD,
  SYNCS,
  DELIVERED_RECEIPTS,
  READ_RECEIPTS,
  CONNECTIONS,
  GATEWAY_DEATHS
}
