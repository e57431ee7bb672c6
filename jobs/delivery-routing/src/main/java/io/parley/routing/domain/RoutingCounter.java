package io.parley.routing.domain;

/** The counters of the routing of one user's input, with the names of their metrics. */
public enum RoutingCounter {
  /** An event found no live session of its recipient. */
  OFFLINE("offline"),
  /** A SYNC went out because a delivery was not acknowledged in time. */
  REDELIVERY("redeliveries"),
  /** A session event of an older session, or of one that has ended. */
  STALE_SESSION("staleSessions"),
  /** A session was seen to have ended with its gateway. */
  LAPSED_SESSION("lapsedSessions"),
  /** A new device was refused, because the user has as many live ones as are allowed. */
  REFUSED_DEVICE("refusedDevices"),
  /** A receipt that said nothing new. */
  REPEATED_RECEIPT("repeatedReceipts"),
  /** A receipt for a large conversation that is too far ahead of the time. */
  REFUSED_RECEIPT("refusedReceipts"),
  /** A notification was held back by a session, a receipt or a deletion. */
  CANCELLED_PUSH("cancelledPushes");

  private final String metric;

  RoutingCounter(String metric) {
    this.metric = metric;
  }

  public String metric() {
    return metric;
  }
}
