package io.parley.simulator;

/** The counters of a fleet. */
public enum Count {
  /** Commands. A command that is sent again counts once. */
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
  /** Acks of commands that were acked before, and acks that no device waited for any more. */
  REPEATED_ACKS,
  /** Acks that a device lost before it had stored them, so that it sent the command again. */
  MISSED_ACKS,
  /** Events that reached a device for the first time. */
  DELIVERED,
  /**
   * Records of a delivery that the gateway had already for the same session: redeliveries, and
   * repetitions after a crash of a job.
   */
  REPEATED_DELIVERIES,
  /**
   * Events that a device had already, from an earlier connection whose receipt had not been stored
   * when it came back.
   */
  HANDED_AGAIN,
  /** Deliveries for a session that the gateway does not hold. */
  STALE_DELIVERIES,
  /** Deliveries lost between gateway and device, on purpose or with the connection. */
  LOST_DELIVERIES,
  /** Gaps that stayed open, so that a device read what lies in between from the history. */
  GAPS_READ,
  /** Events that reached a device before an earlier event of the conversation. */
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
  /** Receipts that gateways wrote. A gateway merges the receipts of its devices first. */
  RECEIPTS_WRITTEN,
  CONNECTIONS,
  GATEWAY_DEATHS
}
