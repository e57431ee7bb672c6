package io.parley.routing.device;

/** What is known of a device's newest session. Only a LIVE one takes deliveries. */
public enum SessionStatus {
  /** Connected, with a lease that heartbeats renew. */
  LIVE,
  /** The lease ended without a word from the gateway. A heartbeat of the same epoch revives it. */
  LAPSED,
  /**
   * Never acknowledged although it still has heartbeats, as half-open connections do. A heartbeat
   * of the same epoch revives it after a rest, so that a wrong verdict does not last.
   */
  DEAD,
  /** Closed by its gateway. Only a higher epoch comes after it. */
  CLOSED
}
