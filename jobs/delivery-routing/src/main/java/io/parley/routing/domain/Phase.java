package io.parley.routing.domain;

/** The phase of a device that has not acknowledged everything of a conversation. */
enum Phase {
  /** The device has no live session. Nothing is sent to it, and it has no deadline. */
  WAITING,
  /** Everything up to the newest event was sent to the session. New events go out as DIRECT. */
  LIVE,
  /** One SYNC is under way or about to be sent. New events only move the end of the next SYNC. */
  SYNCING,
  /**
   * The SYNC that ends a subscription to a large conversation has yet to be sent. It is sent even
   * if the device has acknowledged everything meanwhile.
   */
  UNSUBSCRIBING
}
