package io.parley.routing.device;

/** What happened that an operator of the service wants counted. Each is a metric by its name. */
public enum Occurrence {
  /** A session event of an older session, or of one that was closed. */
  STALE_SESSION("staleSessions"),
  /** A session whose lease ended without a heartbeat. */
  LAPSED_SESSION("lapsedSessions"),
  /** A session that used up its attempts without acknowledging. */
  DEAD_SESSION("deadSessions"),
  /** A delivery with an attempt number above 1. */
  REDELIVERY("redeliveries"),
  /** An event or a range that a device could not acknowledge in any of its sessions. */
  SET_ASIDE("setAside"),
  /** An event that found no connected device of its recipient. */
  OFFLINE("offline"),
  /** A queue that became a range because too much was pending. */
  COLLAPSED_QUEUE("collapsedQueues"),
  /** A push request that was held back by the quiet interval. */
  COLLAPSED_PUSH("collapsedPushes"),
  /** A receipt that said nothing new. */
  REPEATED_RECEIPT("repeatedReceipts"),
  /** A receipt that acknowledges what cannot exist yet. */
  REFUSED_RECEIPT("refusedReceipts");

  private final String metric;

  Occurrence(String metric) {
    this.metric = metric;
  }

  /** The name of the counter. */
  public String metric() {
    return metric;
  }
}
